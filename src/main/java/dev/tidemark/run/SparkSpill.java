package dev.tidemark.run;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.PipelineResult;

/**
 * Lets Spark put on disk what of a stream finds no place in memory. Beam has it dropped, to be
 * computed anew when it is needed; but the input of a micro-batch cannot be read twice, so that a
 * stream that falls behind would lose readings. Spark is asked by reflection, since it is on the
 * class path of its own profile alone.
 */
final class SparkSpill {
  private static final String STREAM =
      "org.apache.beam.runners.spark.SparkPipelineResult$StreamingMode";
  private static final String MICRO_BATCHES = "org.apache.spark.streaming.dstream.DStream";
  private static final String LEVEL = "org.apache.spark.storage.StorageLevel";

  /** What Beam and Spark choose, and what is chosen here. */
  private static final Map<String, String> LEVELS =
      Map.of("MEMORY_ONLY", "MEMORY_AND_DISK", "MEMORY_ONLY_SER", "MEMORY_AND_DISK_SER");

  private SparkSpill() {}

  /** From the next micro-batch on; nothing where the pipeline is no stream on Spark. */
  static void allow(PipelineResult result) {
    if (!result.getClass().getName().equals(STREAM)) {
      return;
    }
    try {
      Field context = result.getClass().getDeclaredField("javaStreamingContext");
      context.setAccessible(true);
      Object graph = get(get(context.get(result), "ssc"), "graph");
      for (Object stream : reachable((Object[]) get(graph, "getOutputStreams"))) {
        spill(stream);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this is another Spark than 3.5, or another Beam", e);
    }
  }

  private static void spill(Object stream) throws ReflectiveOperationException {
    Class<?> streams = Class.forName(MICRO_BATCHES);
    Class<?> levels = Class.forName(LEVEL);
    Object level = streams.getMethod("storageLevel").invoke(stream);
    for (Map.Entry<String, String> known : LEVELS.entrySet()) {
      if (level.equals(levels.getMethod(known.getKey()).invoke(null))) {
        Object spilling = levels.getMethod(known.getValue()).invoke(null);
        streams.getMethod("storageLevel_$eq", levels).invoke(stream, spilling);
      }
    }
  }

  /** The streams of micro-batches, and all that they come from. */
  private static Set<Object> reachable(Object[] ends) throws ReflectiveOperationException {
    Method dependencies = Class.forName(MICRO_BATCHES).getMethod("dependencies");
    Set<Object> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> left = new ArrayDeque<>(List.of(ends));
    while (!left.isEmpty()) {
      Object stream = left.pop();
      if (reached.add(stream)) {
        Object parents = dependencies.invoke(stream);
        while (!(boolean) get(parents, "isEmpty")) {
          left.push(get(parents, "head"));
          parents = get(parents, "tail");
        }
      }
    }
    return reached;
  }

  private static Object get(Object of, String name) throws ReflectiveOperationException {
    return of.getClass().getMethod(name).invoke(of);
  }
}
