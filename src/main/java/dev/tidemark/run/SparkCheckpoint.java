package dev.tidemark.run;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.beam.sdk.io.fs.ResourceId;

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
  OptionalLong lastBatch() throws IOException {
    return folder.child(GRAPHS).files("checkpoint-*").stream()
        .map(ResourceId::getFilename)
        .flatMapToLong(SparkCheckpoint::time)
        .max();
  }

  /** Whether a stream of this description has begun here and not ended. */
  boolean isOf(String description) throws IOException {
    return !folder.files(OWNER).isEmpty() && folder.read(OWNER).equals(description);
  }

  /** Whether another stream has begun here and not ended. */
  boolean isOfAnother(String description) throws IOException {
    return !folder.files(OWNER).isEmpty() && !isOf(description);
  }

  /** A stream of this description begins here. */
  void begin(String description) throws IOException {
    folder.deleteTree();
    folder.write(OWNER, description);
  }

  private static LongStream time(String name) {
    Matcher graph = GRAPH.matcher(name);
    return graph.matches() ? LongStream.of(Long.parseLong(graph.group(1))) : LongStream.empty();
  }
}
