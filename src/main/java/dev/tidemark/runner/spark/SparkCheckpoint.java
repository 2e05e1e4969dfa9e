package dev.tidemark.runner.spark;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.runner.StreamCheckpoint;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory in which Spark keeps what it needs to resume a stream after a crash. Spark writes a
 * file for each micro-batch, and resumes from the one with the latest name: the micro-batches up to
 * that one are run again as they were, later ones are read again.
 */
record SparkCheckpoint(Directory directory, String version) implements StreamCheckpoint {
  private static final String OWNER = "_tidemark";

  /**
   * The format in which steps, sources and coders write their state, raised with each change: state
   * in another format cannot be read.
   */
  private static final int STATE_FORMAT = 11;

  private static final String GRAPHS = "spark-checkpoint";
  private static final String METRICS = "beam-checkpoint";

  /** Files such as Spark and Beam write. */
  static final List<String> EXAMPLES =
      List.of(
          GRAPHS + "/checkpoint-1448000",
          GRAPHS + "/6ba7b810-9dad-11d1-80b4-00c04fd430c8/rdd-1/part-00000",
          METRICS + "/metrics");

  private static final Pattern GRAPH =
      Pattern.compile("checkpoint-(?<first>0\\.)?(?<batch>[0-9]{1,18})(?<aside>\\.bk)?");

  private static final Pattern TOO_LONG = Pattern.compile("checkpoint-(0\\.)?[0-9]{19,}.*");

  /** In the order in which Spark prefers them, from least to most. */
  private static final Comparator<Matcher> BY_PREFERENCE =
      Comparator.<Matcher, Boolean>comparing(name -> name.group("first") == null)
          .thenComparing(SparkCheckpoint::batch)
          .thenComparing(name -> name.group("aside") == null);

  @Override
  public String name() {
    return directory.path();
  }

  /**
   * Makes Spark resume from the newest of its files, and from no other until it has written one. A
   * new file may have an earlier name: what Spark writes when a micro-batch has ended is named
   * after the latest that had begun in the same process. So the newest gets the earliest of all
   * names, and the others, whose data Spark has begun to delete, are deleted.
   */
  @Override
  public OptionalLong resume() throws FailureException {
    Directory graphs = directory.child(GRAPHS);
    try {
      List<String> files = graphs.files(file -> file.startsWith("checkpoint-"));
      checkNames(graphs, files);
      Optional<Matcher> newest =
          files.stream().map(GRAPH::matcher).filter(Matcher::matches).max(BY_PREFERENCE);
      if (newest.isEmpty()) {
        return OptionalLong.empty();
      }
      String name = newest.get().group();
      checkContent(graphs, name);
      long batch = batch(newest.get());
      graphs.delete(files.stream().filter(file -> !name.equals(file)).toList());
      graphs.rename(name, "checkpoint-0." + batch);
      return OptionalLong.of(batch);
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  /** Spark parses any number in such a name as a time, and fails on one that is too long. */
  private static void checkNames(Directory graphs, List<String> files) throws IOException {
    for (String file : files) {
      if (TOO_LONG.matcher(file).matches()) {
        throw new IOException(
            "%s/%s is not a file of Spark's; remove it".formatted(graphs.path(), file));
      }
    }
  }

  private void checkContent(Directory graphs, String name) throws FailureException {
    try (InputStream file = Channels.newInputStream(graphs.open(name))) {
      SparkGraph.check(file);
    } catch (InvalidClassException | ClassNotFoundException e) {
      throw new FailureException(
          ExitCode.USAGE,
          List.of(
              "--checkpoint %s was not written by this build of Tidemark and cannot be resumed"
                      .formatted(directory.path())
                  + " (%s/%s: %s); remove the directory to start again"
                      .formatted(GRAPHS, name, e.getMessage())),
          e);
    } catch (IOException e) {
      // It is cut short, or cannot be read: Spark will say so.
    }
  }

  @Override
  public boolean isOf(String description) throws FailureException {
    try {
      directory.requirePrivate();
      if (!directory.has(OWNER)) {
        return false;
      }
      String[] kept = directory.read(OWNER).split("\n", 2);
      String writer = kept.length > 1 ? kept[0] : "an earlier Tidemark";
      if (!writer.equals(writer())) {
        throw new FailureException(
            ExitCode.USAGE,
            "--checkpoint %s was written by %s, and this is %s, which cannot resume it; finish the"
                    .formatted(directory.path(), writer, writer())
                + " stream with the one that began it, or remove the directory to start again");
      }
      if (!kept[1].equals(description)) {
        throw new FailureException(
            ExitCode.USAGE,
            "--checkpoint "
                + directory.path()
                + " is that of another run, or its pipeline file has changed; give the same"
                + " command again, or remove it");
      }
      return true;
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  private String writer() {
    return "Tidemark %s, state format %d".formatted(version, STATE_FORMAT);
  }

  @Override
  @SuppressWarnings("try") // The lock does its work by being there.
  public void begin(String description, String pipeline, PrintStream log) throws FailureException {
    try {
      create();
      try (DirectoryLock lock =
          DirectoryLock.acquire(
              "checkpoint", directory.path(), directory.lockFiles(), pipeline, log)) {
        if (!isOf(description) && holdsMoreThanAStreamLeaves()) {
          throw new FailureException(
              ExitCode.USAGE,
              "--checkpoint "
                  + directory.path()
                  + " holds files that are not a stream's; name an empty directory, or a new one");
        }
        directory.delete(directory.files(file -> !DirectoryLock.isLock(file)));
        for (String left : directory.directories(name -> true)) {
          directory.child(left).deleteTree();
        }
        directory.write(OWNER, writer() + "\n" + description);
      }
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  private void create() throws IOException {
    if (!directory.missingDirectories().isEmpty()) {
      try {
        directory.createPrivate();
      } catch (FileAlreadyExistsException e) {
        // By another run, which has the lock or will not get it.
      }
    }
    directory.requirePrivate();
  }

  @Override
  public void end() throws FailureException {
    try {
      directory.deleteTree();
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  /** A stream that is killed while its directory is being deleted leaves a part of it. */
  private boolean holdsMoreThanAStreamLeaves() throws IOException {
    long left = 0;
    for (String part : List.of(GRAPHS, METRICS)) {
      left += directory.child(part).countBelow();
    }
    return directory.countBelow() - directory.files(DirectoryLock::isLock).size() > left;
  }

  private static FailureException cannotUse(IOException e) {
    return new FailureException(
        ExitCode.CANNOT_WRITE, List.of("cannot use checkpoint: " + e.getMessage()), e);
  }

  private static long batch(Matcher name) {
    return Long.parseLong(name.group("batch"));
  }
}
