package dev.tidemark.output;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.InputPattern;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.storage.Place;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Rejects a run that would read what it writes, or overwrite or delete what it reads, however the
 * paths are written.
 */
public final class OverlapCheck {
  /** Names that runs give their files: two of batches, two of streams, one of an empty sink. */
  private static final List<String> PARTS =
      List.of(
          "part-00000-of-00001",
          "part-6ba7b810-9dad-11d1-80b4-00c04fd430c8-of-00001",
          "part-0000001448000-0",
          "part-1448000000000000000-6ba7b810-9dad-11d1-80b4-00c04fd430c8",
          "part-none");

  private final RunPaths paths;
  private final PipelineOptions options;
  private final Place output;
  private final Optional<Place> checkpoint;
  private final Map<String, String> sinks;
  private final List<String> checkpointFiles;

  /**
   * Creates the check of a run.
   *
   * @param sinks the directories of rows in its output directory, and how the files there end
   * @param checkpointFiles paths such as the runner's files have below a checkpoint directory
   */
  public OverlapCheck(
      RunPaths paths,
      Map<String, String> sinks,
      List<String> checkpointFiles,
      PipelineOptions options) {
    this.paths = paths;
    this.sinks = sinks;
    this.checkpointFiles = checkpointFiles;
    this.options = options;
    this.output = Place.of(paths.output(), options);
    this.checkpoint = paths.checkpoint().map(place -> Place.of(place, options));
  }

  /**
   * Checks what is known before any file is looked for.
   *
   * @throws FailureException if places overlap that must not
   */
  public void checkPlaces(PathOrUri pipelineFile) throws FailureException {
    checkCheckpoint();
    checkPipelineFile(pipelineFile);
    for (PathOrUri glob : paths.input()) {
      InputPattern pattern = InputPattern.of(glob.path());
      Place root = Place.of(new PathOrUri(pattern.root()), options);
      if (output.holds(root)) {
        throw inputIsBelow(glob.path());
      }
      if (!pattern.isName()) {
        checkMatchesNothingWritten(glob, pattern, root);
      }
    }
  }

  /**
   * Checks the files that were found.
   *
   * @throws FailureException if one lies where results are written
   */
  public void checkFiles(List<InputFile> files) throws FailureException {
    for (InputFile file : files) {
      if (output.holds(Place.of(new PathOrUri(file.name()), options))) {
        throw inputIsBelow(file.name());
      }
    }
  }

  private void checkCheckpoint() throws FailureException {
    if (checkpoint.isEmpty()) {
      return;
    }
    List<PathOrUri> others = new ArrayList<>(paths.input());
    others.add(paths.output());
    for (PathOrUri other : others) {
      PathOrUri place =
          other.equals(paths.output())
              ? other
              : new PathOrUri(InputPattern.of(other.path()).root());
      if (checkpoint.get().holds(Place.of(place, options))) {
        throw usage(
            "--checkpoint "
                + paths.checkpoint().get()
                + " holds "
                + other
                + ", but is removed when the stream has ended; name a directory of its own");
      }
    }
    for (String sink : sinks.keySet()) {
      if (output.child(sink).holds(checkpoint.get())) {
        throw usage(
            "--checkpoint "
                + paths.checkpoint().get()
                + " lies in the directory of the sink "
                + sink
                + "; name a directory of its own");
      }
    }
  }

  private void checkPipelineFile(PathOrUri pipelineFile) throws FailureException {
    Place file = Place.of(pipelineFile, options);
    if (checkpoint.isPresent() && checkpoint.get().holds(file)) {
      throw usage(
          "--checkpoint "
              + paths.checkpoint().get()
              + " holds the pipeline file, but is removed when the stream has ended; name a"
              + " directory of its own");
    }
    for (String sink : sinks.keySet()) {
      if (output.child(sink).holds(file)) {
        throw usage(
            "the pipeline file "
                + pipelineFile
                + " lies in the directory of the sink "
                + sink
                + ", which is written anew; move it, or name another output");
      }
    }
  }

  private void checkMatchesNothingWritten(PathOrUri glob, InputPattern pattern, Place root)
      throws FailureException {
    try {
      PathMatcher matcher = pattern.matcher();
      List<Link> links = new ArrayList<>(List.of(new Link(root, root)));
      links.addAll(linksBelow(root, pattern.depth()));
      for (Place written : written()) {
        for (Link link : links) {
          if (!link.target().holds(written)) {
            continue;
          }
          Path belowLink = link.target().path().relativize(written.path());
          Path belowRoot = root.path().relativize(link.at().path().resolve(belowLink));
          if (matcher.matches(belowRoot) && !InputPattern.isHidden(belowRoot)) {
            throw usage(
                "input "
                    + glob
                    + " also matches what the run writes into "
                    + (output.holds(written) ? paths.output() : paths.checkpoint().get())
                    + ", such as "
                    + root.path().resolve(belowRoot)
                    + "; name another directory there, or an input that leaves it out");
          }
        }
      }
    } catch (IOException e) {
      // The search for the files reports what is wrong with the glob or the directory.
    }
  }

  /** Examples of the files that the run writes and that a glob can match. */
  private List<Place> written() {
    List<Place> written = new ArrayList<>();
    sinks.forEach(
        (sink, ending) ->
            PARTS.forEach(part -> written.add(output.child(sink).child(part + ending))));
    if (checkpoint.isPresent()) {
      checkpointFiles.forEach(file -> written.add(checkpoint.get().child(file)));
    }
    return written;
  }

  /** The directories below the root that are reached by a symbolic link. */
  private static List<Link> linksBelow(Place root, int depth) throws IOException {
    List<Link> links = new ArrayList<>();
    if (depth == 1 || !root.fileSystem().isEmpty() || !Files.isDirectory(root.path())) {
      return links;
    }
    Files.walkFileTree(
        root.path(),
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        depth - 1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (InputPattern.isHidden(root.path().relativize(directory))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            return visitFile(directory, attributes);
          }

          /** Where the walk ends, directories are visited as files are. */
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isDirectory() && Files.isSymbolicLink(file)) {
              links.add(new Link(new Place("", file), Place.local(file)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException cause) {
            // A link to a directory above it leads to nothing new, and the search for the files
            // reports what cannot be read.
            return FileVisitResult.CONTINUE;
          }
        });
    return links;
  }

  private FailureException inputIsBelow(String input) {
    return usage(
        "input "
            + input
            + " lies in output "
            + paths.output()
            + ", where the run writes and deletes; name another output");
  }

  private static FailureException usage(String line) {
    return new FailureException(ExitCode.USAGE, line);
  }

  /**
   * A link to a directory.
   *
   * @param at where the link is, below the root of a glob
   */
  private record Link(Place at, Place target) {}
}
