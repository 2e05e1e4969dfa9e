package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidemark.model.Findings;
import dev.tidemark.model.Findings.Lateness;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class SplitByBucketFnTest {
  private static final OrderingSpec SPEC =
      new OrderingSpec(
          List.of(ActivitySchema.USER),
          new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10)),
          Duration.ZERO);
  private static final StreamProgress NOTHING_DUE =
      new StreamProgress(3, 70_000, false, List.of(60_000L), Map.of());

  @Test
  void oneBlockPerBucketInInputOrderAndRecordCountsWithTheFirst() {
    Reading first = Readings.atMillis(69_000).user("b").build();
    Reading second = Readings.atMillis(62_000).arrival(70_000).user("b").build();
    Reading other = Readings.atMillis(70_000).user("a").build();
    RecordCounts counts = RecordCounts.of("split", Outcome.READ, 3);
    assertThat(split(block(NOTHING_DUE, first), block(NOTHING_DUE, other, second)))
        .containsExactly(
            at(
                62_000,
                Readings.bucketOf("b"),
                new ReadingBatch(List.of(first, second), sideOutput(counts), NOTHING_DUE)),
            at(
                70_000,
                Readings.bucketOf("a"),
                new ReadingBatch(List.of(other), SideOutput.NOTHING, NOTHING_DUE)));
  }

  @Test
  void lateReadingsAreEmittedAlthoughNoBucketHasReadings() {
    Reading late = Readings.atMillis(59_999).arrival(70_000).build();
    SideOutput told =
        new SideOutput(
            List.of(LateReading.behindOrder(1, late)),
            RecordCounts.of("split", Outcome.READ, 1)
                .plus(RecordCounts.of("split", Outcome.LATE, 1))
                .plus(
                    RecordCounts.of(
                        Findings.of(
                            "split",
                            new Lateness(1, 10_001, "max_delay of AssignTimestamps (10 s)")))));
    assertThat(split(block(NOTHING_DUE, late)))
        .containsExactly(at(70_000, 0, new ReadingBatch(List.of(), told, NOTHING_DUE)));
  }

  @Test
  void eachDueBucketIsNotifiedAndLaterStepsOnce() {
    Map<String, List<Integer>> due =
        Map.of(
            "User",
            List.of(Readings.bucketOf("b"), Readings.bucketOf("c")),
            "Device",
            List.of(Readings.bucketOf("phone")));
    StreamProgress told = new StreamProgress(3, 70_000, false, List.of(60_000L), due);
    assertThat(split(block(told)))
        .extracting(split -> split.getValue().getKey(), split -> split.getValue().getValue())
        .containsExactly(
            tuple(Readings.bucketOf("b"), new ReadingBatch(List.of(), SideOutput.NOTHING, told)),
            tuple(
                Readings.bucketOf("c"),
                new ReadingBatch(List.of(), SideOutput.NOTHING, NOTHING_DUE)));
  }

  @Test
  void whatIsDueOnlyForLaterStepsIsPassedOn() {
    StreamProgress told =
        new StreamProgress(
            3,
            70_000,
            false,
            List.of(60_000L),
            Map.of("Device", List.of(Readings.bucketOf("phone"))));
    assertThat(split(block(told)))
        .containsExactly(at(70_000, 0, new ReadingBatch(List.of(), SideOutput.NOTHING, told)));
  }

  @Test
  void anEmptyBundleEmitsNothing() {
    assertThat(split()).isEmpty();
  }

  private static List<TimestampedValue<KV<Integer, ReadingBatch>>> split(ReadingBatch... batches) {
    return new SplitBundles(SPEC).bundle(List.of(batches));
  }

  private static ReadingBatch block(StreamProgress progress, Reading... readings) {
    return new ReadingBatch(List.of(readings), SideOutput.NOTHING, progress);
  }

  private static SideOutput sideOutput(RecordCounts counts) {
    return new SideOutput(List.of(), counts);
  }

  private static TimestampedValue<KV<Integer, ReadingBatch>> at(
      long millis, int bucket, ReadingBatch batch) {
    return TimestampedValue.of(KV.of(bucket, batch), Instant.ofEpochMilli(millis));
  }
}
