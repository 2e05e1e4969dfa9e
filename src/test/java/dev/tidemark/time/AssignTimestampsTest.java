package dev.tidemark.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Findings;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.testing.Readings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPipelineExtension.class)
class AssignTimestampsTest {
  private static final long DAY = 86_400_000;

  /** No reading arrives before it happens, but it may be under way for long. */
  @Test
  void wrongClocksAreFound(TestPipeline pipeline) {
    ReadingBatch first =
        batch(
            reading("right", 10_000, 0),
            reading("ahead", 10_001, 0),
            reading("right", 0, DAY),
            reading("ahead", 1_846_000, 0),
            reading("ahead", 20_000, 0),
            reading("late", 0, DAY + 1));
    ReadingBatch second = batch(reading("both", 2 * DAY, 0), reading("both", 0, 2 * DAY));
    PAssert.that(
            pipeline
                .apply(
                    Create.of(List.of(first, second))
                        .withCoder(ReadingBatchCoder.of(ActivitySchema.SCHEMA)))
                .apply(AssignTimestamps.of("Time", eventTime(ActivitySchema.CREATION_TIME))))
        .satisfies(
            batches -> {
              Findings all =
                  StreamSupport.stream(batches.spliterator(), false)
                      .map(batch -> batch.sideOutput().counts().findings())
                      .reduce(Findings.NONE, Findings::plus);
              assertThat(all.clocks())
                  .isEqualTo(Map.of("ahead", 1_846_000L, "late", -DAY - 1, "both", -2 * DAY));
              return null;
            });
    pipeline.run();
  }

  /** The last step counts, also where its times are earlier than those of the step before. */
  @Test
  void anEarlierTimeMayBeAssignedAfterALaterOne(TestPipeline pipeline) {
    PCollection<Instant> times =
        pipeline
            .apply(
                Create.of(batch(reading("a", 7_000, DAY), reading("a", 9_000, DAY)))
                    .withCoder(ReadingBatchCoder.of(ActivitySchema.SCHEMA)))
            .apply(AssignTimestamps.of("Late", eventTime(ActivitySchema.ARRIVAL_TIME)))
            .apply(AssignTimestamps.of("Early", eventTime(ActivitySchema.CREATION_TIME)))
            .apply(Reify.timestamps())
            .apply(
                MapElements.into(TypeDescriptor.of(Instant.class))
                    .via(TimestampedValue::getTimestamp));
    PAssert.that(times).containsInAnyOrder(Instant.ofEpochMilli(7_000));
    pipeline.run();
  }

  private static EventTime eventTime(Field field) {
    return new EventTime(field, Duration.ZERO);
  }

  private static Readings reading(String device, long happened, long arrived) {
    return Readings.atMillis(happened).arrival(arrived).device(device);
  }

  private static ReadingBatch batch(Readings... readings) {
    return ReadingBatch.of(List.of(readings).stream().map(Readings::build).toList());
  }
}
