package dev.tidemark.model;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * The task of Spark that this thread is at. Spark is asked by reflection, since it is on the class
 * path of its own profile alone.
 *
 * @param batchTime of the micro-batch that is processed: the name that Spark gives to it; empty in
 *     batch, and while the input of a micro-batch is read ahead of it
 */
public record SparkTask(Optional<String> batchTime, int partition) {
  private static final String BATCH_TIME = "spark.streaming.internal.batchTime";

  /** Looked up once: a class that is not there is searched for in every jar. */
  private static final Optional<Class<?>> CONTEXTS = contexts();

  /** The task, if this is one. */
  public static Optional<SparkTask> current() {
    if (CONTEXTS.isEmpty()) {
      return Optional.empty();
    }
    try {
      Class<?> contexts = CONTEXTS.get();
      Object context = contexts.getMethod("get").invoke(null);
      if (context == null) {
        return Optional.empty();
      }
      Object batchTime =
          contexts.getMethod("getLocalProperty", String.class).invoke(context, BATCH_TIME);
      Object partition = contexts.getMethod("partitionId").invoke(context);
      return Optional.of(
          new SparkTask(
              Optional.ofNullable(batchTime).map(String.class::cast), (Integer) partition));
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("this Spark has another TaskContext than 3.5", e);
    }
  }

  private static Optional<Class<?>> contexts() {
    try {
      return Optional.of(Class.forName("org.apache.spark.TaskContext"));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}
