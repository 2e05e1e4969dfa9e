package dev.tidemark.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.source.stream.StreamBatches;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.TriggerSpec;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowFnSpec.Sessions;
import dev.tidemark.time.WindowFnSpec.Sliding;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.time.WindowingSpec.Accumulation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On the Direct runner, with the watermark that a source gives when it pauses. That windows emit
 * what Beam's do is in {@link PanesAgainstBeamIT}.
 */
@ExtendWith(TestPipelineExtension.class)
class FireAtWatermarkFnTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @Test
  void aPauseClosesTheLastFixedWindow(TestPipeline pipeline) {
    assertClosed(pipeline, new Sliding(TEN_SECONDS, TEN_SECONDS), 1_001);
  }

  /** The watermark is exactly at its end. */
  @Test
  void aPauseClosesAFixedWindowThatHasAReadingAtItsStart(TestPipeline pipeline) {
    assertClosed(pipeline, new Sliding(TEN_SECONDS, TEN_SECONDS), 0);
  }

  /** The watermark is exactly at its end, which is at any millisecond. */
  @Test
  void aPauseClosesTheLastSession(TestPipeline pipeline) {
    assertClosed(pipeline, new Sessions(TEN_SECONDS), 1_001);
  }

  /** One more reading tells whether the window had been closed before. */
  private static void assertClosed(TestPipeline pipeline, WindowFnSpec windowFn, long millis) {
    Reading reading = Readings.atMillis(millis).build();
    StreamRequirements source =
        new StreamRequirements(
            StreamRequirements.USUAL_STEP, Duration.ZERO, windowFn.length(), List.of(), 0);
    TestStream<ReadingBatch> stream =
        TestStream.create(ReadingBatchCoder.of(ActivitySchema.SCHEMA))
            // The runner's time starts long before 1970.
            .advanceProcessingTime(
                org.joda.time.Duration.millis(-BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis()))
            .addElements(batch(reading, StreamProgress.NO_CLOCK))
            .advanceWatermarkTo(StreamBatches.watermarkInPause(source, reading))
            .addElements(batch(reading, millis))
            .advanceWatermarkToInfinity();
    CombineReadings combine =
        CombineReadings.by(
            "count",
            ActivitySchema.USER,
            new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO),
            new WindowingSpec(
                windowFn, TEN_SECONDS, TriggerSpec.AT_WATERMARK, Accumulation.ACCUMULATING),
            AggregateColumn.count(EmittedPane.COUNT));
    PAssert.that(pipeline.apply(stream).apply(combine).rows())
        .satisfies(
            rows -> {
              assertThat(StreamSupport.stream(rows.spliterator(), false).map(EmittedPane::of))
                  .extracting(pane -> pane.timing() + " " + pane.count())
                  .containsExactlyInAnyOrder("ON_TIME 1", "LATE 2");
              return null;
            });
    pipeline.run();
  }

  private static TimestampedValue<ReadingBatch> batch(Reading reading, long mark) {
    return TimestampedValue.of(
        new ReadingBatch(
            List.of(reading),
            SideOutput.NOTHING,
            new StreamProgress(0, mark, false, List.of(mark), Map.of())),
        Instant.ofEpochMilli(SomeReadings.millis(reading)));
  }
}
