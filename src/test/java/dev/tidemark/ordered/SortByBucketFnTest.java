package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

/** Bundles larger than the buffer: a part is emitted before the bundle ends. */
class SortByBucketFnTest {
  private static final OrderingSpec SPEC =
      OrderingSpec.by(
          List.of(ActivitySchema.USER),
          new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10)));

  /** More than are buffered. */
  private static final int COUNT = 70_000;

  private final Bucketing bucketing = new Bucketing("sort", SPEC);

  @Test
  void eachReadingIsEmittedOnceInTheBucketOfItsKeyAndInOrder() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      readings.add(Readings.atMillis(i * 100L).user("user " + i % 300).build());
    }
    List<Reading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, new Random(7));
    bucketing.bundle(shuffled);

    assertThat(bucketing.midway()).isNotEmpty();
    Map<ReadingKey, Integer> bucketOfKey = new HashMap<>();
    List<Reading> emitted = new ArrayList<>();
    for (KV<Integer, ReadingBatch> batch : bucketing.all()) {
      assertThat(batch.getValue().readings()).isSortedAccordingTo(SPEC.eventTime().order());
      for (Reading reading : batch.getValue().readings()) {
        ReadingKey key = ReadingKey.of(List.of(ActivitySchema.USER), reading);
        assertThat(bucketOfKey.merge(key, batch.getKey(), (known, same) -> known))
            .isEqualTo(batch.getKey());
        emitted.add(reading);
      }
    }
    emitted.sort(SPEC.eventTime().order());
    assertThat(emitted).isEqualTo(readings);
    // With fewer buckets than keys, a runner has less to do; with one, it would do it alone.
    assertThat(bucketOfKey.values().stream().distinct().count()).isBetween(64L, 128L);
    assertThat(sideOutput())
        .isEqualTo(new SideOutput(List.of(), RecordCounts.of("sort", Outcome.READ, COUNT)));
  }

  @Test
  void aBundleOfOnlyLateReadingsGoesToTheSideOutput() {
    List<Reading> late = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      late.add(Readings.atMillis(1_424_686_733_176L + i).arrival(1L << 42).build());
    }
    bucketing.bundle(late);

    assertThat(bucketing.midway()).isNotEmpty();
    assertThat(bucketing.all())
        .allSatisfy(batch -> assertThat(batch.getValue().readings()).isEmpty());
    assertThat(sideOutput().deadLetters())
        .isEqualTo(late.stream().map(reading -> SPEC.tooLate(reading).orElseThrow()).toList());
    assertThat(sideOutput().counts().counts())
        .isEqualTo(
            RecordCounts.of("sort", Outcome.READ, COUNT)
                .plus(RecordCounts.of("sort", Outcome.LATE, COUNT))
                .counts());
  }

  @Test
  void anAbsentKeyHasABucketToo() {
    bucketing.bundle(List.of(Readings.atMillis(1).build()));
    Bucketing byLabel =
        new Bucketing("sort", OrderingSpec.by(List.of(ActivitySchema.GT), SPEC.eventTime()))
            .bundle(List.of(Readings.atMillis(1).build()));
    assertThat(byLabel.all()).hasSize(1);
  }

  private SideOutput sideOutput() {
    return bucketing.all().stream()
        .map(batch -> batch.getValue().sideOutput())
        .reduce(SideOutput.NOTHING, SideOutput::plus);
  }
}
