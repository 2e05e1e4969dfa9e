package dev.tidemark.source.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;

/**
 * Finds the files that a glob matches, on any file system that Beam knows, and the hidden files
 * that it leaves out.
 */
public final class InputGlob {
  private InputGlob() {}

  /**
   * What a glob matches.
   *
   * @param leftOut files hidden by their own name or a directory's
   * @param problems names of what cannot be read, each with the reason
   */
  public record Matches(
      List<MatchedFile> files, List<MatchedFile> leftOut, List<String> problems) {}

  /** Matches a glob; where its directory does not exist, nothing matches. */
  public static Matches match(String glob) throws IOException {
    InputPattern pattern = InputPattern.of(glob);
    return LocalFiles.isLocal(glob) ? matchLocal(pattern) : matchRemote(glob, pattern);
  }

  private static Matches matchRemote(String glob, InputPattern pattern) throws IOException {
    List<MatchedFile> files = new ArrayList<>();
    List<MatchedFile> leftOut = new ArrayList<>();
    try {
      for (Metadata match : FileSystems.match(glob, EmptyMatchTreatment.ALLOW).metadata()) {
        String name = match.resourceId().toString();
        List<MatchedFile> kind = pattern.hides(name) ? leftOut : files;
        kind.add(
            new MatchedFile(
                name, match.sizeBytes(), match.lastModifiedMillis(), match.isReadSeekEfficient()));
      }
    } catch (FileNotFoundException e) {
      return new Matches(List.of(), List.of(), List.of());
    }
    return new Matches(files, leftOut, List.of());
  }

  private static Matches matchLocal(InputPattern pattern) throws IOException {
    Path root = LocalFiles.normal(LocalFiles.path(pattern.root()));
    if (pattern.isName()) {
      Found found = new Found(Path.of("/"), name -> true, false);
      found.add(root);
      return found.matches();
    }
    Found found = new Found(root, pattern.matcher(), true);
    Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), pattern.depth(), found);
    return found.matches();
  }

  /** Collects the files that match, following links. */
  private static final class Found extends SimpleFileVisitor<Path> {
    private final Path root;
    private final PathMatcher matcher;
    private final boolean leavesOutHidden;
    private final List<MatchedFile> files = new ArrayList<>();
    private final List<MatchedFile> leftOut = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Found(Path root, PathMatcher matcher, boolean leavesOutHidden) {
      this.root = root;
      this.matcher = matcher;
      this.leavesOutHidden = leavesOutHidden;
    }

    Matches matches() {
      return new Matches(files, leftOut, problems);
    }

    /** Adds a file, if it exists. */
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
      if (isHidden(file)) {
        leftOut.add(matched(shown(file), attributes));
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
        files.add(matched(name.get(), attributes));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) {
      // Files may vanish meanwhile, and a link back to its own directory shows nothing new.
      boolean isHarmless =
          cause instanceof NoSuchFileException || cause instanceof FileSystemLoopException;
      if (!isHarmless && !isHidden(file)) {
        problems.add("cannot look into " + shown(file) + ": " + LocalFiles.reason(cause));
      }
      return FileVisitResult.CONTINUE;
    }

    private static MatchedFile matched(String name, BasicFileAttributes attributes) {
      return new MatchedFile(
          name, attributes.size(), attributes.lastModifiedTime().toMillis(), true);
    }

    private boolean isHidden(Path file) {
      return leavesOutHidden && InputPattern.isHidden(root.relativize(file));
    }

    private static String shown(Path file) {
      return LocalFiles.name(file).orElseGet(() -> LocalFiles.bytes(file));
    }
  }
}
