package dev.tidemark;

import org.apache.beam.runners.spark.io.MicrobatchSource;
import org.apache.beam.runners.spark.metrics.MetricsAccumulator;
import org.apache.beam.runners.spark.util.GlobalWatermarkHolder;

/**
 * What Beam's Spark runner keeps of a stream in static fields. A process that runs one stream does
 * not notice; tests that run several would go on with the watermark of the one before.
 */
final class SparkStreamingState {
  private static boolean used;

  private SparkStreamingState() {}

  /** Forgets the stream that ran before in this process. */
  static void forget() {
    if (used) {
      MicrobatchSource.clearCache();
      GlobalWatermarkHolder.clear();
      MetricsAccumulator.clear();
    }
    used = true;
  }
}
