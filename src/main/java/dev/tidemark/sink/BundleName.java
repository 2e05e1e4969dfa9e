package dev.tidemark.sink;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name for what a bundle puts out. On Spark it is the time of the micro-batch and the number of
 * the partition, so that a task that is run again has the same name; elsewhere no two are equal.
 * Spark is asked by reflection, since it is on the class path of its own profile alone.
 */
final class BundleName {
  private static final String BATCH_TIME = "spark.streaming.internal.batchTime";

  private static final Pattern OF_A_BATCH = Pattern.compile("part-([0-9]+)-[0-9]+\\.jsonl");

  private BundleName() {}

  static String ofThis() {
    try {
      Class<?> contexts = Class.forName("org.apache.spark.TaskContext");
      Object context = contexts.getMethod("get").invoke(null);
      if (context == null) {
        return unique();
      }
      Method property = contexts.getMethod("getLocalProperty", String.class);
      Object batchTime = property.invoke(context, BATCH_TIME);
      Object partition = contexts.getMethod("partitionId").invoke(context);
      return batchTime == null ? unique() : batchTime + "-" + partition;
    } catch (ClassNotFoundException e) {
      return unique();
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("this Spark has another TaskContext than 3.5", e);
    }
  }

  /** The time of the micro-batch in the name of a part; the latest there is for another name. */
  static long batchOf(String part) {
    Matcher name = OF_A_BATCH.matcher(part);
    return name.matches() ? Long.parseLong(name.group(1)) : Long.MAX_VALUE;
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }
}
