package dev.tidemark.runner.spark;

import dev.tidemark.runner.BeamInternal;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.dstream.DStream;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchStarted;
import scala.collection.JavaConverters;

/**
 * Makes Spark persist stream input that cannot be re-read. The input of a micro-batch is read once,
 * but Beam lets Spark drop it where memory is short, and leaves it on one executor alone. Here it
 * spills to disk instead, and on a cluster it is also on a second executor; and it is forgotten
 * once no other micro-batch needs it.
 */
@SuppressWarnings("deprecation") // Spark's DStreams are, and Beam's runner is built on them.
final class SparkStorage {
  /** What Beam and Spark choose, and what replaces it. */
  private static final Map<StorageLevel, StorageLevel> SPILLING =
      Map.of(
          StorageLevel.MEMORY_ONLY(), StorageLevel.MEMORY_AND_DISK(),
          StorageLevel.MEMORY_ONLY_SER(), StorageLevel.MEMORY_AND_DISK_SER());

  /**
   * Beam closes a reader that has not been used for one and a half intervals, and opens all files
   * again. Micro-batches may take longer than that.
   */
  private static final double KEEP_READERS_MS = 600_000;

  /** The next one needs the state of the one before, which may still be running. */
  private static final int MICRO_BATCHES_KEPT = 2;

  private SparkStorage() {}

  /** From the next micro-batch on. */
  static void retain(SparkStream stream) {
    StreamingContext context = stream.context();
    boolean isCluster = !context.sparkContext().isLocal();
    for (DStream<?> part : reachable(List.of(context.graph().getOutputStreams()))) {
      if (isSource(part)) {
        BeamInternal.SPARK_READER_INTERVAL.set(part, KEEP_READERS_MS);
      }
      if (isCluster && isInput(part)) {
        part.storageLevel_$eq(StorageLevel.MEMORY_AND_DISK_2());
      } else {
        part.storageLevel_$eq(SPILLING.getOrDefault(part.storageLevel(), part.storageLevel()));
      }
    }
  }

  /**
   * Lets Spark forget a micro-batch once two more are done, for a stream that will not resume. By
   * itself it keeps twenty, twice as many as lie between two of its checkpoints.
   */
  static void forgetEarly(SparkStream stream) {
    StreamingContext context = stream.context();
    // Spark sets the time itself when it starts, so it is too early to set it now.
    context.addStreamingListener(
        new StreamingListener() {
          @Override
          public void onBatchStarted(StreamingListenerBatchStarted batch) {
            for (DStream<?> part : reachable(List.of(context.graph().getOutputStreams()))) {
              part.rememberDuration_$eq(part.slideDuration().$times(MICRO_BATCHES_KEPT));
            }
          }
        });
  }

  /** Whether it holds what was read, and how far. */
  private static boolean isInput(DStream<?> stream) {
    return parents(stream).stream().anyMatch(SparkStorage::isSource);
  }

  private static boolean isSource(DStream<?> stream) {
    return BeamInternal.SPARK_READER_INTERVAL.isIn(stream);
  }

  /** The given streams and all that they are derived from. */
  private static Set<DStream<?>> reachable(List<DStream<?>> ends) {
    Set<DStream<?>> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<DStream<?>> left = new ArrayDeque<>(ends);
    while (!left.isEmpty()) {
      DStream<?> stream = left.pop();
      if (reached.add(stream)) {
        left.addAll(parents(stream));
      }
    }
    return reached;
  }

  private static List<DStream<?>> parents(DStream<?> stream) {
    return JavaConverters.seqAsJavaList(stream.dependencies());
  }
}
