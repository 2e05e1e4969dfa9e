package dev.tidemark.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories of this machine. */
record LocalDirectories() implements Directories {
  @Override
  public void deleteTree(String directory) throws IOException {
    Path root = path(directory);
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public List<String> missing(String directory) {
    List<String> missing = new ArrayList<>();
    Path path = path(directory).toAbsolutePath();
    while (path != null && !Files.exists(path)) {
      missing.add(path.toString());
      path = path.getParent();
    }
    return missing;
  }

  @Override
  public void deleteIfEmpty(String directory) throws IOException {
    Path path = path(directory);
    if (!Files.isDirectory(path)) {
      return;
    }
    try (Stream<Path> children = Files.list(path)) {
      if (children.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(path);
  }

  @Override
  public LockFiles lockFiles(String directory) {
    return new LocalLockFiles(path(directory));
  }

  private static Path path(String directory) {
    return directory.startsWith("file:") ? Path.of(URI.create(directory)) : Path.of(directory);
  }
}
