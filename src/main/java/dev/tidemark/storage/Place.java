package dev.tidemark.storage;

import dev.tidemark.source.files.LocalFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Where a path leads, however it is written: two paths to one file or directory are one place.
 *
 * @param fileSystem its scheme and authority; empty for this machine's files
 */
public record Place(String fileSystem, Path path) {

  public static Place of(PathOrUri location, PipelineOptions options) {
    if (location.isLocal()) {
      return local(LocalFiles.path(location.absolute().path()));
    }
    URI uri = qualified(location, options);
    return new Place(
        uri.getScheme() + "://" + String.valueOf(uri.getAuthority()),
        Path.of(uri.getPath()).normalize());
  }

  /** A path of this machine, of which the last names may not exist. */
  public static Place local(Path path) {
    Path normal = LocalFiles.normal(path.toAbsolutePath());
    for (Path there = normal; there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        try {
          return new Place("", there.toRealPath().resolve(there.relativize(normal)).normalize());
        } catch (IOException e) {
          return new Place("", normal);
        }
      }
    }
    return new Place("", normal);
  }

  /** Whether the other one is the same place, or below it. */
  public boolean holds(Place other) {
    return fileSystem.equals(other.fileSystem) && other.path.startsWith(path);
  }

  public Place child(String name) {
    return new Place(fileSystem, path.resolve(name));
  }

  private static URI qualified(PathOrUri location, PipelineOptions options) {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(location.path());
    try {
      return path.getFileSystem(HadoopFileSystems.configuration(options))
          .makeQualified(path)
          .toUri();
    } catch (IOException | RuntimeException e) {
      // Reading or writing there reports what is wrong with it.
      return path.toUri();
    }
  }
}
