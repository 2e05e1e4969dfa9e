package dev.tidemark.job;

/**
 * What Beam's Spark runner keeps of a stream in static fields. The next stream of the process would
 * go on with its watermark and its readers, and read nothing. Beam's classes are asked by
 * reflection, since they are on the class path of Spark's profile alone.
 */
final class SparkStatics {
  private static final String RUNNER = "org.apache.beam.runners.spark.";

  private SparkStatics() {}

  static void clear() {
    try {
      Class<?> readers = Class.forName(RUNNER + "io.MicrobatchSource");
      // Ahead of the first stream there is none, and it cannot be cleared.
      if (SparkStream.field(readers, "readerCache", null) != null) {
        readers.getMethod("clearCache").invoke(null);
      }
      Class.forName(RUNNER + "util.GlobalWatermarkHolder").getMethod("clear").invoke(null);
      Class.forName(RUNNER + "metrics.MetricsAccumulator").getMethod("clear").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw SparkStream.anotherSpark(e);
    }
  }
}
