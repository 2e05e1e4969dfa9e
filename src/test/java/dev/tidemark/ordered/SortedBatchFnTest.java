package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.machine.AlertOnCount;
import dev.tidemark.machine.CappedSessions;
import dev.tidemark.machine.CountWindows;
import dev.tidemark.machine.DropAdjacentDuplicates;
import dev.tidemark.machine.NextSession;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.machine.StateMachine;
import dev.tidemark.machine.TrackActivity;
import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the step keeps for a key between two elements, and after the last. */
class SortedBatchFnTest {
  private static final SessionGap GAP = new SessionGap(Duration.ofSeconds(5));

  @ParameterizedTest
  @MethodSource("machines")
  void noStateIsLeftAfterTheEnd(StateMachine<?, String> machine) {
    List<Reading> readings = readings(500);
    OneKey<RowBatch> key = key(machine);
    feed(key, readings);
    assertThat(key.state()).isNotEmpty();
    key.end();
    assertThat(key.state()).isEmpty();
    assertThat(rows(key)).isEqualTo(EachInOrder.run(machine, readings));
  }

  @Test
  void noStateOfDeduplicationIsLeftAfterTheEnd() {
    OneKey<ReadingBatch> key =
        new OneKey<>(
            new SortedBatchFn<>(
                new MachineRunner<>(
                    "step",
                    OrderingSpec.by(Field.USER, EachInOrder.CREATION),
                    new DropAdjacentDuplicates(EachInOrder.CREATION),
                    (verdicts, sideOutput, progress) ->
                        new ReadingBatch(kept(verdicts), sideOutput))));
    List<Reading> readings = readings(500);
    for (Reading reading : readings) {
      key.process(stamp(reading), ReadingBatch.of(List.of(reading, reading)));
    }
    assertThat(key.state()).isNotEmpty();
    key.end();
    assertThat(key.state()).isEmpty();
    assertThat(key.outputs().stream().flatMap(batch -> batch.readings().stream()))
        .containsExactlyElementsOf(readings);
  }

  @Test
  void aKeyWithOnlySideOutputLeavesNoStateEither() {
    OneKey<RowBatch> key = key(new MachineTrace());
    SideOutput sideOutput = new SideOutput(List.of(), RecordCounts.of("trace", Outcome.LATE, 3));
    key.process(stamp(0), new ReadingBatch(List.of(), sideOutput));
    key.end();
    assertThat(key.state()).isEmpty();
    assertThat(rows(key)).isEmpty();
    assertThat(key.outputs()).extracting(RowBatch::sideOutput).contains(sideOutput);
  }

  @Test
  void atMostOneSliceIsBuffered() {
    OneKey<RowBatch> key = key(new MachineTrace());
    for (int slice = 0; slice < 50; slice++) {
      for (int i = 0; i < 3; i++) {
        Reading reading = Readings.atMillis(slice * 60_000L + 100 - i).build();
        key.process(stamp(reading), ReadingBatch.of(List.of(reading)));
        assertThat((Iterable<?>) key.state().get("pending")).hasSize(i + 1);
      }
      // The machine has processed all earlier slices.
      assertThat(rows(key)).hasSize(slice * 3);
    }
  }

  @Test
  void aSliceIsSortedWhenTheNextOneArrives() {
    Reading first = Readings.atMillis(1).build();
    Reading second = Readings.atMillis(2).index(1).build();
    Reading third = Readings.atMillis(2).index(2).build();
    Reading later = Readings.atMillis(60_000).build();
    OneKey<RowBatch> key = key(new MachineTrace());
    key.process(stamp(third), ReadingBatch.of(List.of(third, first)));
    key.process(stamp(second), ReadingBatch.of(List.of(second)));
    assertThat(rows(key)).isEmpty();
    key.process(stamp(later), ReadingBatch.of(List.of(later)));
    assertThat(rows(key))
        .containsExactly(
            MachineTrace.row(0, first), MachineTrace.row(1, second), MachineTrace.row(2, third));
    key.end();
    assertThat(rows(key)).endsWith(MachineTrace.row(3, later), "end after 4");
  }

  static Stream<StateMachine<?, String>> machines() {
    return Stream.of(
        new AlertOnCount(EachInOrder.CREATION, Field.USER, GAP, 10, reading -> true),
        new TrackActivity(EachInOrder.CREATION, Field.USER),
        new CountWindows(EachInOrder.CREATION, Field.DEVICE, 7, Field.X),
        new CappedSessions(EachInOrder.CREATION, Field.USER, GAP, 7, Field.X),
        new NextSession(EachInOrder.CREATION, Field.USER, GAP),
        new MachineTrace());
  }

  /** Some minutes of readings, with pauses. */
  private static List<Reading> readings(int count) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long millis = i * 700L + i / 20 * 6000L;
      readings.add(Readings.atMillis(millis).gt(i % 50 < 30 ? "walk" : "sit").x(i).build());
    }
    return readings;
  }

  private static void feed(OneKey<RowBatch> key, List<Reading> inOrder) {
    for (Reading reading : inOrder) {
      key.process(stamp(reading), ReadingBatch.of(List.of(reading)));
    }
  }

  private static List<String> rows(OneKey<RowBatch> key) {
    return key.outputs().stream().flatMap(batch -> batch.rows().stream()).toList();
  }

  private static Instant stamp(Reading reading) {
    return stamp(EachInOrder.CREATION.millis(reading));
  }

  private static Instant stamp(long millis) {
    return MinuteSlices.timestamp(MinuteSlices.indexOf(millis));
  }

  private static <S> OneKey<RowBatch> key(StateMachine<S, String> machine) {
    return new OneKey<>(
        new SortedBatchFn<>(
            MachineRunner.ofRows(
                "step", OrderingSpec.by(Field.USER, EachInOrder.CREATION), machine)));
  }

  private static List<Reading> kept(List<DropAdjacentDuplicates.Verdict> verdicts) {
    return verdicts.stream()
        .filter(DropAdjacentDuplicates.Verdict.Kept.class::isInstance)
        .map(DropAdjacentDuplicates.Verdict::reading)
        .toList();
  }
}
