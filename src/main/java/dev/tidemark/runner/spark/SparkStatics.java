package dev.tidemark.runner.spark;

import dev.tidemark.runner.BeamInternal;
import org.apache.beam.runners.spark.io.MicrobatchSource;
import org.apache.beam.runners.spark.metrics.MetricsAccumulator;
import org.apache.beam.runners.spark.util.GlobalWatermarkHolder;

/**
 * Clears what Beam's Spark runner keeps of a stream in static fields. The next stream of the
 * process would start with its watermark and its readers, and read nothing.
 */
final class SparkStatics {
  private SparkStatics() {}

  static void clear() {
    if (BeamInternal.SPARK_READER_CACHE.ofClass().isPresent()) {
      MicrobatchSource.clearCache();
    }
    GlobalWatermarkHolder.clear();
    MetricsAccumulator.clear();
  }
}
