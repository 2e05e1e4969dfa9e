package dev.tidemark.ingest;

import dev.tidemark.ingest.InputFiles.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
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
        boolean compressed = FileCompression.isCompressed(name);
        files.put(name, new InputFile(name, match.sizeBytes(), compressed));
      }
    }
    return new InputFiles(List.copyOf(globs), List.copyOf(files.values()));
  }

  /**
   * Takes globs whose files may be there later.
   *
   * @throws NoInput if one names a directory, which can never be read
   */
  public static InputFiles follow(List<String> globs) throws NoInput {
    for (String glob : globs) {
      refuseLocalDirectory(glob);
    }
    return new InputFiles(List.copyOf(globs), List.of());
  }

  private static List<Metadata> matchOne(String glob) throws NoInput {
    refuseLocalDirectory(glob);
    List<Metadata> matches = matches(glob);
    List<Metadata> files = matches.stream().filter(match -> !isRemoteDirectory(match)).toList();
    if (files.isEmpty() && !matches.isEmpty() && !FileSystems.hasGlobWildcard(glob)) {
      throw isDirectory(glob);
    }
    if (files.isEmpty()) {
      throw new NoInput("no input matches " + glob);
    }
    for (Metadata file : files) {
      checkReadable(file.resourceId());
      if (isRemote(file)) {
        // To open each of many would take its time, and what is wrong with one is so with all.
        break;
      }
    }
    return files;
  }

  private static List<Metadata> matches(String glob) throws NoInput {
    try {
      MatchResult result = FileSystems.match(glob);
      return result.status() == MatchResult.Status.NOT_FOUND ? List.of() : result.metadata();
    } catch (IOException | IllegalArgumentException e) {
      throw new NoInput("cannot look for input " + glob + ": " + e.getMessage());
    }
  }

  private static NoInput isDirectory(String path) {
    return new NoInput("input " + path + " is a directory; name its files, as in " + asGlob(path));
  }

  /** Globs of Hadoop match directories as well: they have no bytes and cannot be opened. */
  private static boolean isRemoteDirectory(Metadata match) {
    if (!isRemote(match) || match.sizeBytes() > 0) {
      return false;
    }
    try {
      FileSystems.open(match.resourceId()).close();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean isRemote(Metadata match) {
    return !match.resourceId().getScheme().equals("file");
  }

  private static void checkReadable(ResourceId file) throws NoInput {
    try {
      FileLines.check(file.toString());
    } catch (UnreadableInput e) {
      throw new NoInput(e.getMessage());
    }
  }

  private static String asGlob(String directory) {
    return directory.replaceFirst("/+$", "") + "/*.json";
  }

  private static void refuseLocalDirectory(String path) throws NoInput {
    if (isLocalDirectory(path)) {
      throw isDirectory(path);
    }
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
