package dev.tidemark.ingest;

import dev.tidemark.ingest.InputFiles.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.ResourceId;

/** Finds the files that globs name, on any file system that Beam knows. */
public final class InputMatcher {
  private InputMatcher() {}

  /**
   * Matches every glob; a file that several match is read once, and files are in name order.
   *
   * @throws NoInput if a glob matches nothing, or a file cannot be opened
   */
  public static InputFiles match(List<String> globs) throws NoInput {
    TreeMap<String, InputFile> files = new TreeMap<>(Comparator.naturalOrder());
    for (String glob : globs) {
      for (Metadata match : matchOne(glob)) {
        String name = match.resourceId().toString();
        boolean compressed = Compression.detect(name) != Compression.UNCOMPRESSED;
        files.put(name, new InputFile(name, match.sizeBytes(), compressed));
        checkReadable(match.resourceId());
      }
    }
    return new InputFiles(List.copyOf(globs), List.copyOf(files.values()));
  }

  private static List<Metadata> matchOne(String glob) throws NoInput {
    if (isLocalDirectory(glob)) {
      throw new NoInput("input " + glob + " is a directory; name its files, as in " + asGlob(glob));
    }
    try {
      MatchResult result = FileSystems.match(glob);
      if (result.status() == MatchResult.Status.OK && !result.metadata().isEmpty()) {
        return result.metadata();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new NoInput("cannot look for input " + glob + ": " + e.getMessage());
    }
    throw new NoInput("no input matches " + glob);
  }

  private static void checkReadable(ResourceId file) throws NoInput {
    try {
      FileSystems.open(file).close();
    } catch (IOException e) {
      throw new NoInput("cannot read input " + file + ": " + e.getMessage());
    }
  }

  private static String asGlob(String directory) {
    return directory.replaceFirst("/+$", "") + "/*.json";
  }

  private static boolean isLocalDirectory(String path) {
    try {
      return Files.isDirectory(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** There is nothing to read. */
  public static final class NoInput extends Exception {
    NoInput(String message) {
      super(message);
    }
  }
}
