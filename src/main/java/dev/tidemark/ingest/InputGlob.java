package dev.tidemark.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;

/**
 * Finds the files that a glob names, on any file system that Beam knows. On this machine a
 * directory or file that has the very name which stands in the glob is taken for itself, so the
 * characters of globs may be part of a name.
 */
final class InputGlob {
  private static final Pattern GLOB_CHARACTER = Pattern.compile("[*?\\[{]");

  private InputGlob() {}

  /**
   * What a glob has matched.
   *
   * @param problems why some of what it names cannot be read, each with its name
   */
  record Matches(List<MatchedFile> files, List<String> problems) {}

  /** The files that match now; none where there is not even a directory. */
  static Matches match(String glob) throws IOException {
    return LocalFiles.isLocal(glob) ? matchLocal(glob) : matchRemote(glob);
  }

  private static Matches matchRemote(String glob) throws IOException {
    List<MatchedFile> files = new ArrayList<>();
    try {
      for (Metadata match :
          org.apache.beam.sdk.io.FileSystems.match(glob, EmptyMatchTreatment.ALLOW).metadata()) {
        files.add(
            new MatchedFile(
                match.resourceId().toString(),
                match.sizeBytes(),
                match.lastModifiedMillis(),
                match.isReadSeekEfficient()));
      }
    } catch (FileNotFoundException e) {
      return new Matches(List.of(), List.of());
    }
    return new Matches(files, List.of());
  }

  private static Matches matchLocal(String glob) throws IOException {
    String directory = glob.startsWith("/") ? "" : System.getProperty("user.dir");
    List<String> names = Arrays.stream(glob.split("/")).filter(name -> !name.isEmpty()).toList();
    for (int i = 0; i < names.size(); i++) {
      String named = directory + "/" + names.get(i);
      boolean isName =
          !GLOB_CHARACTER.matcher(names.get(i)).find() || Files.exists(LocalFiles.path(named));
      if (!isName) {
        return below(directory, String.join("/", names.subList(i, names.size())));
      }
      directory = named;
    }
    Found found = new Found(Path.of("/"), name -> true);
    found.add(LocalFiles.normal(LocalFiles.path(directory)));
    return found.matches();
  }

  /** What matches below a directory. */
  private static Matches below(String directory, String pattern) throws IOException {
    Path root = LocalFiles.normal(LocalFiles.path(directory + "/"));
    Found found = new Found(root, matcher(pattern));
    int depth =
        pattern.contains("**")
            ? Integer.MAX_VALUE
            : 1 + (int) pattern.chars().filter(character -> character == '/').count();
    Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), depth, found);
    return found.matches();
  }

  private static PathMatcher matcher(String pattern) throws IOException {
    try {
      // A backslash is a character as any other.
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("\\", "\\\\"));
    } catch (PatternSyntaxException e) {
      throw new IOException(pattern + " is not a glob: " + e.getDescription(), e);
    }
  }

  /** Gathers the files that match, wherever links lead. */
  private static final class Found extends SimpleFileVisitor<Path> {
    private final Path root;
    private final PathMatcher matcher;
    private final List<MatchedFile> files = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Found(Path root, PathMatcher matcher) {
      this.root = root;
      this.matcher = matcher;
    }

    Matches matches() {
      return new Matches(files, problems);
    }

    /** Takes a file that may not be there. */
    void add(Path file) throws IOException {
      try {
        visitFile(file, Files.readAttributes(file, BasicFileAttributes.class));
      } catch (NoSuchFileException e) {
        if (Files.isSymbolicLink(file)) {
          problems.add(shown(file) + " is a symbolic link to nothing");
        }
      }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isDirectory() || !matcher.matches(root.relativize(file))) {
        return FileVisitResult.CONTINUE;
      }
      Optional<String> name = LocalFiles.name(file);
      if (name.isEmpty()) {
        problems.add(shown(file) + " has a name that is not UTF-8; rename it");
      } else if (attributes.isSymbolicLink()) {
        problems.add(shown(file) + " is a symbolic link to nothing");
      } else if (!attributes.isRegularFile()) {
        problems.add(shown(file) + " is not a regular file");
      } else {
        files.add(
            new MatchedFile(
                name.get(), attributes.size(), attributes.lastModifiedTime().toMillis(), true));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) {
      // One that is gone by now is none, and a link back to where it stands shows nothing new.
      if (!(cause instanceof NoSuchFileException || cause instanceof FileSystemLoopException)) {
        problems.add("cannot look into " + shown(file) + ": " + LocalFiles.reason(cause));
      }
      return FileVisitResult.CONTINUE;
    }

    private static String shown(Path file) {
      return LocalFiles.name(file).orElseGet(() -> LocalFiles.bytes(file));
    }
  }
}
