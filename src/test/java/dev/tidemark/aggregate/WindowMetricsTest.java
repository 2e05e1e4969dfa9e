package dev.tidemark.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.TriggerSpec;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.testing.TestStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Windows of ten seconds; those of several users with the same bounds are counted once. */
@ExtendWith(TestPipelineExtension.class)
class WindowMetricsTest {
  private static final EventTime CREATION =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO);
  private static final WindowFnSpec FIXED = WindowFnSpec.Sliding.fixed(Duration.ofSeconds(10));
  private static final Duration LATENESS = Duration.ofSeconds(3);

  /**
   * Windows that end at 10 s, 20 s and 60 s contain readings, and accept more for three seconds.
   */
  @Test
  void aWindowIsOpenUntilTheWatermarkHasPassedItsEndAndTheLateness(TestPipeline pipeline) {
    MetricResults metrics = run(pipeline, FIXED, LATENESS);
    assertOpen(metrics, StreamProgress.NO_CLOCK, 3);
    assertOpen(metrics, 12_999, 3);
    assertOpen(metrics, 13_000, 2);
    assertOpen(metrics, 22_999, 2);
    assertOpen(metrics, 23_000, 1);
    assertOpen(metrics, 62_999, 1);
    assertOpen(metrics, 63_000, 0);
  }

  /** Each reading is in two: those that end at 10, 15 and 20, 25 and at 60, 65 s. */
  @Test
  void eachSlidingWindowIsCounted(TestPipeline pipeline) {
    WindowFnSpec sliding = new WindowFnSpec.Sliding(Duration.ofSeconds(10), Duration.ofSeconds(5));
    MetricResults metrics = run(pipeline, sliding, Duration.ZERO);
    assertOpen(metrics, 9_999, 6);
    assertOpen(metrics, 15_000, 4);
  }

  @Test
  void aWindowWithoutAllowedLatenessStaysOpen(TestPipeline pipeline) {
    MetricResults metrics = run(pipeline, FIXED, WindowingSpec.FOR_EVER);
    assertOpen(metrics, StreamProgress.NO_CLOCK, 3);
    assertOpen(metrics, 1_000_000_000, 3);
  }

  @Test
  void sessionsAreNotReported(TestPipeline pipeline) {
    MetricResults metrics =
        run(pipeline, new WindowFnSpec.Sessions(Duration.ofSeconds(5)), Duration.ZERO);
    assertThat(WindowMetrics.open(metrics, 0)).isEmpty();
  }

  private static void assertOpen(MetricResults metrics, long watermark, long expected) {
    assertThat(WindowMetrics.open(metrics, watermark))
        .as("at %d", watermark)
        .containsOnlyKeys("per user")
        .containsEntry("per user", expected);
  }

  private static MetricResults run(TestPipeline pipeline, WindowFnSpec kind, Duration lateness) {
    WindowingSpec windowing =
        new WindowingSpec(
            kind, lateness, TriggerSpec.AT_WATERMARK, WindowingSpec.Accumulation.ACCUMULATING);
    CombineSpec spec =
        new CombineSpec(
            List.of(ActivitySchema.USER),
            List.of(AggregateColumn.count("count")),
            false,
            CREATION,
            windowing);
    pipeline
        .apply(
            TestStream.create(ReadingBatchCoder.of(ActivitySchema.SCHEMA))
                .addElements(block(at(5_000).user("a"), at(6_000).user("b"), at(17_000).user("a")))
                .addElements(block(at(18_000).user("b"), at(55_000).user("b")))
                .advanceWatermarkToInfinity())
        .apply(CombineReadings.of("per user", spec));
    return pipeline.run().metrics();
  }

  private static ReadingBatch block(Readings... readings) {
    return ReadingBatch.of(List.of(readings).stream().map(Readings::build).toList());
  }

  private static Readings at(long millis) {
    return Readings.atMillis(millis);
  }
}
