package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.TimeField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bundle may be larger than the step's buffer, which is then emitted midway. */
class KeyByMinuteFnTest {
  /** More than the step buffers. */
  private static final int MANY = 66_000;

  private static final long MINUTE = 60_000;
  private static final long START = 1_424_686_740_000L;
  private static final EventTime CREATION =
      new EventTime(TimeField.CREATION_TIME, Duration.ofSeconds(10));

  private final KeyByMinuteFn step =
      new KeyByMinuteFn("order", new OrderingSpec(Field.USER, CREATION, Duration.ZERO));
  private final List<WindowedValue<KV<ReadingKey, ReadingBatch>>> slices = new ArrayList<>();

  @BeforeEach
  void startBundle() {
    step.startBundle();
  }

  @Test
  void lateReadingsAloneAreEmittedNoEarlierThanTheirBlock() {
    split(i -> Readings.atMillis(START + i).arrival(START + 10 * MINUTE).build());
    assertThat(slices).hasSize(1);
    // Beam refuses output stamped before its input element, whose stamp is its earliest reading.
    assertThat(slices.get(0).getTimestamp().getMillis()).isGreaterThanOrEqualTo(START);
    SideOutput sideOutput = slices.get(0).getValue().getValue().sideOutput();
    assertThat(sideOutput.deadLetters()).hasSize(MANY);
    assertThat(sideOutput.counts().count("order", Outcome.READ)).isEqualTo(MANY);
    assertThat(sideOutput.counts().count("order", Outcome.LATE)).isEqualTo(MANY);
  }

  @Test
  void eachSliceHasTheReadingsOfOneMinuteAndStampsAscend() {
    split(i -> Readings.atMillis(START + i * 10).user(i % 2 == 0 ? "a" : "b").build());
    long before = Long.MIN_VALUE;
    int readings = 0;
    for (WindowedValue<KV<ReadingKey, ReadingBatch>> slice : slices) {
      List<Reading> inside = slice.getValue().getValue().readings();
      assertThat(inside)
          .extracting(reading -> ReadingKey.of(Field.USER, reading))
          .containsOnly(slice.getValue().getKey());
      assertThat(inside)
          .extracting(reading -> Math.floorDiv(CREATION.millis(reading), MINUTE))
          .containsOnly(Math.floorDiv(CREATION.millis(inside.get(0)), MINUTE));
      assertThat(slice.getTimestamp().getMillis()).isGreaterThanOrEqualTo(before);
      before = slice.getTimestamp().getMillis();
      readings += inside.size();
    }
    // 660 seconds are eleven minutes, for each of two users.
    assertThat(slices).hasSize(22);
    assertThat(readings).isEqualTo(MANY);
  }

  private void split(LongFunction<Reading> reading) {
    List<Reading> readings = LongStream.range(0, MANY).mapToObj(reading).toList();
    step.split(ReadingBatch.of(readings), new Collect(slices));
  }

  private record Collect(List<WindowedValue<KV<ReadingKey, ReadingBatch>>> slices)
      implements OutputReceiver<KV<ReadingKey, ReadingBatch>> {
    @Override
    public OutputBuilder<KV<ReadingKey, ReadingBatch>> builder(KV<ReadingKey, ReadingBatch> slice) {
      return WindowedValues.builder(WindowedValues.valueInGlobalWindow(slice))
          .setReceiver(slices::add);
    }
  }
}
