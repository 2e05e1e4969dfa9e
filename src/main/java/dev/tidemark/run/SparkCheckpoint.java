package dev.tidemark.run;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Where Spark keeps what it needs to go on with a stream after a crash. It writes a file for each
 * micro-batch, named by its time, and goes on with the newest: the micro-batches up to that one are
 * run again as they were, later ones are read anew.
 */
record SparkCheckpoint(Folder folder) {
  private static final String OWNER = "_tidemark";
  private static final String GRAPHS = "spark-checkpoint";
  private static final Pattern GRAPH = Pattern.compile("checkpoint-([0-9]+)(\\.bk)?");

  /** The micro-batch that a stream goes on with; empty where there is nothing to go on with. */
  OptionalLong lastBatch() throws Failure {
    try {
      return folder.child(GRAPHS).files("checkpoint-*").stream()
          .map(ResourceId::getFilename)
          .flatMapToLong(SparkCheckpoint::time)
          .max();
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  static SparkCheckpoint at(Location place, PipelineOptions options) {
    return new SparkCheckpoint(new Folder(place.path(), Directories.of(place, options)));
  }

  /**
   * Whether a stream of this description has begun here and not ended.
   *
   * @throws Failure if another one has
   */
  boolean isOf(String description) throws Failure {
    try {
      if (folder.files(OWNER).isEmpty()) {
        return false;
      }
      if (!folder.read(OWNER).equals(description)) {
        throw new Failure(
            ExitCode.USAGE,
            "--checkpoint "
                + folder.directory()
                + " is that of another run; give the same command again, or remove it");
      }
      return true;
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  /** A stream of this description begins here. */
  void begin(String description) throws Failure {
    try {
      folder.deleteTree();
      folder.write(OWNER, description);
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  /** The stream has ended: there is nothing to go on with. */
  void end() throws Failure {
    try {
      folder.deleteTree();
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  private static Failure cannotUse(IOException e) {
    return new Failure(
        ExitCode.CANNOT_WRITE, List.of("cannot use checkpoint: " + e.getMessage()), e);
  }

  private static LongStream time(String name) {
    Matcher graph = GRAPH.matcher(name);
    return graph.matches() ? LongStream.of(Long.parseLong(graph.group(1))) : LongStream.empty();
  }
}
