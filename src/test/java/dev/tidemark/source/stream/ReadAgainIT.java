package dev.tidemark.source.stream;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.runner.spark.SparkAdapter;
import dev.tidemark.source.stream.files.ReplayedFiles;
import dev.tidemark.testing.oracle.spark.LocalSpark;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On Spark a stream reads before its micro-batches, never during one. */
class ReadAgainIT {
  private static final String BATCH_TIME = "spark.streaming.internal.batchTime";

  @Test
  void theInputOfAMicroBatchIsNotReadTwice(@TempDir Path folder) {
    SparkSession session = LocalSpark.start(folder);
    try {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      assertThatCode(() -> readIn(spark)).doesNotThrowAnyException();
      spark.setLocalProperty(BATCH_TIME, "1795000000500");
      assertThatThrownBy(() -> readIn(spark))
          .rootCause()
          .hasMessageContaining("Spark has lost the input of micro-batch 1795000000500");
    } finally {
      session.stop();
    }
  }

  private static void readIn(JavaSparkContext spark) {
    spark.parallelize(List.of(1), 1).foreach(any -> read());
  }

  private static void read() throws IOException {
    StreamRequirements clock =
        new StreamRequirements(
            StreamRequirements.USUAL_STEP, Duration.ZERO, Duration.ZERO, List.of(), 0);
    ReplayedFiles none = new ReplayedFiles(List.of(), ACTIVITY, Double.POSITIVE_INFINITY);
    UnboundedSource<ReadingBatch, ?> source =
        new SparkAdapter().adapt(new StreamSource<>(none, clock, "read", TracedReading.NOBODY));
    try (UnboundedReader<ReadingBatch> reader =
        source.createReader(PipelineOptionsFactory.create(), null)) {
      reader.start();
    }
  }
}
