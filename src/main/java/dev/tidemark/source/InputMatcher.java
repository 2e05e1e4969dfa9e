package dev.tidemark.source;

import dev.tidemark.format.FileCompression;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.source.files.FileLines;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.InputGlob;
import dev.tidemark.source.files.InputGlob.Matches;
import dev.tidemark.source.files.LocalFiles;
import dev.tidemark.source.files.MatchedFile;
import dev.tidemark.source.files.NoInputException;
import dev.tidemark.source.files.UnreadableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;

/** Finds the files that globs name, on any file system that Beam knows. */
public final class InputMatcher {
  private InputMatcher() {}

  /**
   * Matches globs. A file that several of them match is read once; files are in order of name.
   *
   * @throws NoInputException if a glob matches nothing, or a file cannot be opened
   */
  public static InputFiles match(List<String> globs, ReadingFormat format) throws NoInputException {
    TreeMap<String, InputFile> files = new TreeMap<>(Comparator.naturalOrder());
    Set<String> leftOut = new TreeSet<>();
    for (String glob : globs) {
      for (MatchedFile match : matchOne(glob, leftOut)) {
        String name = match.name();
        boolean compressed = FileCompression.isCompressed(name);
        files.put(name, new InputFile(name, match.size(), compressed));
      }
    }
    leftOut.removeAll(files.keySet());
    return new InputFiles(List.copyOf(globs), List.copyOf(files.values()), leftOut.size(), format);
  }

  /**
   * Accepts globs whose files may appear later.
   *
   * @throws NoInputException if one names a directory, which can never be read, or what this locale
   *     cannot name
   */
  public static InputFiles follow(List<String> globs, ReadingFormat format)
      throws NoInputException {
    Set<String> leftOut = new TreeSet<>();
    for (String glob : globs) {
      refuseLocalDirectory(glob);
      Matches matches = matches(glob);
      if (matches.files().isEmpty() && LocalFiles.isMangled(glob)) {
        throw noMatch(glob);
      }
      leftOut.addAll(hidden(matches));
    }
    return new InputFiles(List.copyOf(globs), List.of(), leftOut.size(), format);
  }

  private static List<MatchedFile> matchOne(String glob, Set<String> leftOut)
      throws NoInputException {
    refuseLocalDirectory(glob);
    Matches matches = matches(glob);
    Set<String> hidden = hidden(matches);
    leftOut.addAll(hidden);
    if (!matches.problems().isEmpty()) {
      throw new NoInputException(
          "cannot read input " + glob + ": " + String.join("; ", matches.problems()));
    }
    List<MatchedFile> files =
        matches.files().stream().filter(match -> !isRemoteDirectory(match)).toList();
    if (files.isEmpty() && !matches.files().isEmpty() && !FileSystems.hasGlobWildcard(glob)) {
      throw isDirectory(glob);
    }
    if (files.isEmpty() && !hidden.isEmpty()) {
      throw new NoInputException(
          "no input matches "
              + glob
              + " but what begins with '_' or '.' ("
              + hidden.iterator().next()
              + "), which no glob matches; name such files without * ? [ ] { }");
    }
    if (files.isEmpty()) {
      throw noMatch(glob);
    }
    for (MatchedFile file : files) {
      checkReadable(file.name());
      if (!LocalFiles.isLocal(file.name())) {
        // Opening each of many would take long, and what is wrong with one is wrong with all.
        break;
      }
    }
    return files;
  }

  private static Set<String> hidden(Matches matches) {
    return matches.leftOut().stream()
        .filter(match -> !isRemoteDirectory(match))
        .map(MatchedFile::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Matches matches(String glob) throws NoInputException {
    try {
      return InputGlob.match(glob);
    } catch (IOException | IllegalArgumentException e) {
      throw new NoInputException("cannot look for input " + glob + ": " + e.getMessage());
    }
  }

  private static NoInputException noMatch(String glob) {
    return new NoInputException(
        LocalFiles.isMangled(glob)
            ? "no input matches " + LocalFiles.escaped(glob) + ": " + LocalFiles.SET_LOCALE
            : "no input matches " + glob);
  }

  private static NoInputException isDirectory(String path) {
    return new NoInputException(
        "input " + path + " is a directory; name its files, as in " + asGlob(path));
  }

  /** Hadoop's globs also match directories, which have no bytes and cannot be opened. */
  private static boolean isRemoteDirectory(MatchedFile match) {
    if (LocalFiles.isLocal(match.name()) || match.size() > 0) {
      return false;
    }
    try {
      LocalFiles.open(match.name()).close();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static void checkReadable(String file) throws NoInputException {
    try {
      FileLines.check(file);
    } catch (UnreadableInputException e) {
      throw new NoInputException(e.getMessage());
    }
  }

  private static String asGlob(String directory) {
    return directory.replaceFirst("/+$", "") + "/*.json";
  }

  private static void refuseLocalDirectory(String path) throws NoInputException {
    if (isLocalDirectory(path)) {
      throw isDirectory(path);
    }
  }

  private static boolean isLocalDirectory(String path) {
    try {
      return LocalFiles.isLocal(path) && Files.isDirectory(LocalFiles.path(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
