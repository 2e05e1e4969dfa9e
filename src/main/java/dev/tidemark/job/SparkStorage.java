package dev.tidemark.job;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has Spark keep of a stream what it could not get again. The input of a micro-batch cannot be read
 * twice, but Beam has it dropped where memory is short, and leaves it on one executor alone. Here
 * it goes to disk instead, and on a cluster to a second executor.
 */
final class SparkStorage {
  private static final String SOURCE = "org.apache.beam.runners.spark.io.SourceDStream";
  private static final String MICRO_BATCHES = "org.apache.spark.streaming.dstream.DStream";
  private static final String LEVEL = "org.apache.spark.storage.StorageLevel";

  /** What Beam and Spark choose, and what is chosen here. */
  private static final Map<String, String> LEVELS =
      Map.of("MEMORY_ONLY", "MEMORY_AND_DISK", "MEMORY_ONLY_SER", "MEMORY_AND_DISK_SER");

  /**
   * Beam closes a reader that has not been used for one and a half intervals, and opens all files
   * anew. Micro-batches may take longer than that.
   */
  private static final double KEEP_READERS_MS = 600_000;

  private static final String ON_TWO_EXECUTORS = "MEMORY_AND_DISK_2";

  private SparkStorage() {}

  /** From the next micro-batch on. */
  static void retain(SparkStream stream) {
    try {
      boolean isCluster = !(boolean) stream.ask("sparkContext", "isLocal");
      for (Object part : reachable((Object[]) stream.ask("graph", "getOutputStreams"))) {
        if (isSource(part)) {
          keepReaders(part);
        }
        if (isCluster && isInput(part)) {
          retain(part, ON_TWO_EXECUTORS);
        } else {
          spill(part);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw SparkStream.anotherSpark(e);
    }
  }

  private static void keepReaders(Object source) throws ReflectiveOperationException {
    Field interval = source.getClass().getDeclaredField("readerCacheInterval");
    interval.setAccessible(true);
    interval.set(source, KEEP_READERS_MS);
  }

  private static void spill(Object stream) throws ReflectiveOperationException {
    Object level = streams().getMethod("storageLevel").invoke(stream);
    for (Map.Entry<String, String> known : LEVELS.entrySet()) {
      if (level.equals(levels().getMethod(known.getKey()).invoke(null))) {
        retain(stream, known.getValue());
      }
    }
  }

  private static void retain(Object stream, String level) throws ReflectiveOperationException {
    streams()
        .getMethod("storageLevel_$eq", levels())
        .invoke(stream, levels().getMethod(level).invoke(null));
  }

  /** Whether it holds what was read, and how far. */
  private static boolean isInput(Object stream) throws ReflectiveOperationException {
    return parents(stream).stream().anyMatch(SparkStorage::isSource);
  }

  private static boolean isSource(Object stream) {
    return stream.getClass().getName().equals(SOURCE);
  }

  /** The streams of micro-batches, and all that they come from. */
  private static Set<Object> reachable(Object[] ends) throws ReflectiveOperationException {
    Set<Object> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> left = new ArrayDeque<>(List.of(ends));
    while (!left.isEmpty()) {
      Object stream = left.pop();
      if (reached.add(stream)) {
        left.addAll(parents(stream));
      }
    }
    return reached;
  }

  private static List<Object> parents(Object stream) throws ReflectiveOperationException {
    Method dependencies = streams().getMethod("dependencies");
    List<Object> parents = new ArrayList<>();
    Object left = dependencies.invoke(stream);
    while (!(boolean) SparkStream.get(left, "isEmpty")) {
      parents.add(SparkStream.get(left, "head"));
      left = SparkStream.get(left, "tail");
    }
    return parents;
  }

  private static Class<?> streams() throws ClassNotFoundException {
    return Class.forName(MICRO_BATCHES);
  }

  private static Class<?> levels() throws ClassNotFoundException {
    return Class.forName(LEVEL);
  }
}
