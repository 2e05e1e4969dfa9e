package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.TimeField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** Bundles larger than the buffer: a part is emitted before the bundle ends. */
class BundleOfSlicesTest {
  private static final OrderingSpec SPEC =
      new OrderingSpec(
          Field.USER,
          new EventTime(TimeField.CREATION_TIME, Duration.ofSeconds(10)),
          Duration.ZERO);

  /** More than are buffered, in batches as large as a source's. */
  private static final int COUNT = 70_000;

  private final KeyByMinuteFn slicing = new KeyByMinuteFn("slice", SPEC);
  private final Outputs<KV<ReadingKey, ReadingBatch>> early = new Outputs<>();
  private final Outputs<KV<ReadingKey, ReadingBatch>> atTheEnd = new Outputs<>();

  @Test
  void eachReadingIsEmittedOnceInTheSliceOfItsTime() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      readings.add(Readings.atMillis(i * 100L).user("user " + i % 3).build());
    }
    List<Reading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, new Random(7));
    split(shuffled);

    assertThat(early.kept()).isNotEmpty();
    assertThat(atTheEnd.kept()).isNotEmpty();
    List<Reading> given = new ArrayList<>();
    for (TimestampedValue<KV<ReadingKey, ReadingBatch>> slice : slices()) {
      for (Reading reading : slice.getValue().getValue().readings()) {
        assertThat(slice.getValue().getKey()).isEqualTo(ReadingKey.of(reading.user()));
        assertThat(slice.getTimestamp())
            .isEqualTo(MinuteSlices.timestamp(reading.creationTime() / 60_000_000_000L));
        given.add(reading);
      }
    }
    given.sort(SPEC.eventTime().order());
    assertThat(given).isEqualTo(readings);
    assertThat(sideOutput())
        .isEqualTo(new SideOutput(List.of(), RecordCounts.of("slice", Outcome.READ, COUNT)));
  }

  @Test
  void aBundleOfOnlyLateReadingsGoesToTheSideOutput() {
    List<Reading> late = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      late.add(Readings.atMillis(1_424_686_733_176L + i).arrival(1L << 42).build());
    }
    split(late);

    assertThat(early.kept()).isNotEmpty();
    assertThat(slices())
        .allSatisfy(slice -> assertThat(slice.getValue().getKey()).isEqualTo(ReadingKey.ABSENT));
    assertThat(sideOutput().deadLetters())
        .isEqualTo(late.stream().map(reading -> SPEC.tooLate(reading).orElseThrow()).toList());
    assertThat(sideOutput().counts().counts())
        .isEqualTo(
            RecordCounts.of("slice", Outcome.READ, COUNT)
                .plus(RecordCounts.of("slice", Outcome.LATE, COUNT))
                .counts());
  }

  private void split(List<Reading> readings) {
    slicing.startBundle();
    for (int from = 0; from < readings.size(); from += ReadingBatch.FULL) {
      int to = Math.min(from + ReadingBatch.FULL, readings.size());
      slicing.split(ReadingBatch.of(readings.subList(from, to)), early);
    }
    slicing.finishBundle(finish());
  }

  private List<TimestampedValue<KV<ReadingKey, ReadingBatch>>> slices() {
    List<TimestampedValue<KV<ReadingKey, ReadingBatch>>> all = new ArrayList<>(early.kept());
    all.addAll(atTheEnd.kept());
    return all;
  }

  private SideOutput sideOutput() {
    return slices().stream()
        .map(slice -> slice.getValue().getValue().sideOutput())
        .reduce(SideOutput.NOTHING, SideOutput::plus);
  }

  private DoFn<ReadingBatch, KV<ReadingKey, ReadingBatch>>.FinishBundleContext finish() {
    DoFn<ReadingBatch, KV<ReadingKey, ReadingBatch>> any = slicing;
    return any.new FinishBundleContext() {
      @Override
      public PipelineOptions getPipelineOptions() {
        return PipelineOptionsFactory.create();
      }

      @Override
      public void output(KV<ReadingKey, ReadingBatch> slice, Instant stamp, BoundedWindow window) {
        atTheEnd.outputWithTimestamp(slice, stamp);
      }

      @Override
      public <T> void output(TupleTag<T> tag, T output, Instant stamp, BoundedWindow window) {
        throw new UnsupportedOperationException("there is one output");
      }
    };
  }
}
