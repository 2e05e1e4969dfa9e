package dev.tidemark.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidemark.model.Findings;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.arrival.ArrivalSummary;
import dev.tidemark.model.arrival.DeviceArrivals.Range;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.testing.Readings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
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

  /**
   * No reading arrives before it happens, but it may be under way for long: so one that does counts
   * more than one that is days late.
   */
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
    ReadingBatch second = batch(reading("both", 20_000, 0), reading("both", 0, 2 * DAY));
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
                  .isEqualTo(Map.of("ahead", 1_846_000L, "late", -DAY - 1, "both", 20_000L));
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

  /** In bounded input the summary follows the batches of a bundle, and is nowhere else. */
  @Test
  void aBundleIsSummedUpOnce(TestPipeline pipeline) {
    ReadingBatch first = batch(reading("a", 0, 3), reading("b", 0, 5));
    ReadingBatch second = batch(reading("a", 0, 7));
    PAssert.that(summarized(oneBundle(pipeline, List.of(first, second))))
        .satisfies(
            batches -> {
              assertThat(batches)
                  .extracting(batch -> batch.readings().size(), batch -> arrivals(batch).readings())
                  .containsExactlyInAnyOrder(tuple(2, 0L), tuple(1, 0L), tuple(0, 3L));
              ArrivalSummary sum =
                  StreamSupport.stream(batches.spliterator(), false)
                      .map(AssignTimestampsTest::arrivals)
                      .reduce(ArrivalSummary.NONE, ArrivalSummary::plus);
              assertThat(sum.devices().get("a").delays()).isEqualTo(new Range(3, 7));
              assertThat(sum.devices().get("b").delays()).isEqualTo(new Range(5, 5));
              return null;
            });
    pipeline.run();
  }

  /** Readings from the future are not summed up, so nothing follows where there are no others. */
  @Test
  void aBundleWithoutReadingsHasNoSummary(TestPipeline pipeline) {
    ReadingBatch none = batch();
    ReadingBatch future = batch(reading("a", 9_000, 0));
    PAssert.that(summarized(oneBundle(pipeline, List.of(none, future))))
        .satisfies(
            batches -> {
              assertThat(batches).hasSize(2).allMatch(batch -> batch.readings().isEmpty());
              assertThat(batches).allMatch(batch -> arrivals(batch).isEmpty());
              return null;
            });
    pipeline.run();
  }

  @Test
  void inAStreamEachBatchHasItsSummary(TestPipeline pipeline) {
    TestStream<ReadingBatch> stream =
        TestStream.create(ReadingBatchCoder.of(ActivitySchema.SCHEMA))
            .addElements(
                batch(reading("a", 0, 3), reading("b", 0, 5)), batch(reading("a", 0, 7)), batch())
            .advanceWatermarkToInfinity();
    PAssert.that(summarized(pipeline.apply(stream)))
        .satisfies(
            batches -> {
              assertThat(batches)
                  .extracting(batch -> batch.readings().size(), batch -> arrivals(batch).readings())
                  .containsExactlyInAnyOrder(tuple(2, 2L), tuple(1, 1L), tuple(0, 0L));
              return null;
            });
    pipeline.run();
  }

  /** What one element makes is one bundle of the Direct runner. */
  private static PCollection<ReadingBatch> oneBundle(
      TestPipeline pipeline, List<ReadingBatch> batches) {
    ReadingBatchCoder coder = ReadingBatchCoder.of(ActivitySchema.SCHEMA);
    return pipeline
        .apply(Create.of(List.of(batches)).withCoder(ListCoder.of(coder)))
        .apply(Flatten.iterables())
        .setCoder(coder);
  }

  private static PCollection<ReadingBatch> summarized(PCollection<ReadingBatch> batches) {
    return batches.apply(
        AssignTimestamps.of("Time", eventTime(ActivitySchema.CREATION_TIME))
            .withMaxAhead(Duration.ofSeconds(5))
            .withArrivalSummary());
  }

  private static ArrivalSummary arrivals(ReadingBatch batch) {
    return batch.sideOutput().counts().findings().arrivals();
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
