package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryOperations;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.nio.channels.Channels;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Where Spark keeps what it needs to go on with a stream after a crash. It writes a file for each
 * micro-batch, and goes on with the one of the latest name: the micro-batches up to that one are
 * run again as they were, later ones are read anew.
 */
public record SparkCheckpoint(Directory folder) {
  private static final String OWNER = "_tidemark";

  /**
   * Which form the state of steps, sources and coders has. Raised with each change of it: what
   * Spark has kept cannot be read in another form.
   */
  private static final int STATE_FORMAT = 2;

  private static final String GRAPHS = "spark-checkpoint";
  private static final String METRICS = "beam-checkpoint";
  private static final Pattern GRAPH =
      Pattern.compile("checkpoint-(?<first>0\\.)?(?<batch>[0-9]{1,18})(?<aside>\\.bk)?");

  private static final Pattern TOO_LONG = Pattern.compile("checkpoint-(0\\.)?[0-9]{19,}.*");

  /** In the order in which Spark prefers them, the last one first of all. */
  private static final Comparator<Matcher> BY_PREFERENCE =
      Comparator.<Matcher, Boolean>comparing(name -> name.group("first") == null)
          .thenComparing(SparkCheckpoint::batch)
          .thenComparing(name -> name.group("aside") == null);

  /**
   * Has Spark go on with the newest of its files, and with none other until it has written one.
   * That one might have an earlier name: what is written when a micro-batch has ended goes by the
   * name of the latest that had begun in the same process. So the newest gets the earliest of all
   * names, and the others, which Spark has begun to delete the data of, are deleted.
   *
   * @return the micro-batch that the stream goes on with; empty where there is nothing to go on
   *     with
   */
  OptionalLong resume() throws FailureException {
    Directory graphs = folder.child(GRAPHS);
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

  /** Spark takes any number in such a name for a time, and stumbles over one that is too long. */
  private static void checkNames(Directory graphs, List<String> files) throws IOException {
    for (String file : files) {
      if (TOO_LONG.matcher(file).matches()) {
        throw new IOException(
            "%s/%s is not a file of Spark's; remove it".formatted(graphs.directory(), file));
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
                      .formatted(folder.directory())
                  + " (%s/%s: %s); remove the directory to start again"
                      .formatted(GRAPHS, name, e.getMessage())),
          e);
    } catch (IOException e) {
      // It breaks off, or cannot be read: Spark is about to say so.
    }
  }

  public static SparkCheckpoint at(PathOrUri place, PipelineOptions options) {
    return new SparkCheckpoint(Directory.named(place, DirectoryOperations.of(place, options)));
  }

  /**
   * Whether a stream of this description has begun here and not ended.
   *
   * @throws FailureException if another one has, or one of another Tidemark; or if others can have
   *     written what is here
   */
  public boolean isOf(String description) throws FailureException {
    try {
      folder.requirePrivate();
      if (!folder.has(OWNER)) {
        return false;
      }
      String[] kept = folder.read(OWNER).split("\n", 2);
      String writer = kept.length > 1 ? kept[0] : "an earlier Tidemark";
      if (!writer.equals(writer())) {
        throw new FailureException(
            ExitCode.USAGE,
            "--checkpoint %s was written by %s, and this is %s, which cannot resume it; finish the"
                    .formatted(folder.directory(), writer, writer())
                + " stream with the one that began it, or remove the directory to start again");
      }
      if (!kept[1].equals(description)) {
        throw new FailureException(
            ExitCode.USAGE,
            "--checkpoint "
                + folder.directory()
                + " is that of another run, or its pipeline file has changed; give the same"
                + " command again, or remove it");
      }
      return true;
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  private static String writer() {
    return "Tidemark %s, state format %d".formatted(Version.ofTidemark(), STATE_FORMAT);
  }

  /**
   * A stream of this description begins here.
   *
   * @throws FailureException if there are files that no stream has left
   */
  public void begin(String description) throws FailureException {
    try {
      if (!folder.has(OWNER) && holdsMoreThanAStreamLeaves()) {
        throw new FailureException(
            ExitCode.USAGE,
            "--checkpoint "
                + folder.directory()
                + " holds files that are not a stream's; name an empty directory, or a new one");
      }
      folder.deleteTree();
      folder.createPrivate();
      folder.write(OWNER, writer() + "\n" + description);
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  /** The stream has ended: there is nothing to go on with. */
  public void end() throws FailureException {
    try {
      folder.deleteTree();
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  /** A stream that was killed while its directory was removed leaves a part of it. */
  private boolean holdsMoreThanAStreamLeaves() throws IOException {
    long left = 0;
    for (String part : List.of(GRAPHS, METRICS)) {
      left += folder.child(part).countBelow();
    }
    return folder.countBelow() > left;
  }

  private static FailureException cannotUse(IOException e) {
    return new FailureException(
        ExitCode.CANNOT_WRITE, List.of("cannot use checkpoint: " + e.getMessage()), e);
  }

  private static long batch(Matcher name) {
    return Long.parseLong(name.group("batch"));
  }
}
