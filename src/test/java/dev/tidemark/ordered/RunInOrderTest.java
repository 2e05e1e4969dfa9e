package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.machine.AlertOnCount;
import dev.tidemark.machine.CappedSessions;
import dev.tidemark.machine.CountWindows;
import dev.tidemark.machine.DropDuplicates;
import dev.tidemark.machine.NextSession;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.machine.StateMachine;
import dev.tidemark.machine.TrackActivity;
import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.RowBlock;
import dev.tidemark.model.SetAside;
import dev.tidemark.testing.Readings;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the step keeps of one key between two elements, and after the last. */
class RunInOrderTest {
  private static final SessionGap GAP = new SessionGap(Duration.ofSeconds(5));

  @ParameterizedTest
  @MethodSource("machines")
  void nothingIsLeftAfterTheEnd(StateMachine<?, String> machine) {
    List<Reading> readings = readings(500);
    OneKey<RowBlock> key = key(machine);
    feed(key, readings);
    assertThat(key.state()).isNotEmpty();
    key.end();
    assertThat(key.state()).isEmpty();
    assertThat(rows(key)).isEqualTo(InOrder.run(machine, readings));
  }

  @Test
  void nothingIsLeftOfDeduplicationEither() {
    OneKey<ReadingBlock> key =
        new OneKey<>(
            new RunInOrder<>(
                new DropDuplicates(InOrder.CREATION),
                new OrderPolicy(InOrder.CREATION, Duration.ZERO),
                (verdicts, setAside, delivery) -> new ReadingBlock(kept(verdicts), setAside)));
    List<Reading> readings = readings(500);
    for (Reading reading : readings) {
      key.process(stamp(reading), ReadingBlock.of(List.of(reading, reading)));
    }
    assertThat(key.state()).isNotEmpty();
    key.end();
    assertThat(key.state()).isEmpty();
    assertThat(key.outputs().stream().flatMap(block -> block.readings().stream()))
        .containsExactlyElementsOf(readings);
  }

  @Test
  void aKeyWithNothingButWhatWasSetAsideLeavesNothingToo() {
    OneKey<RowBlock> key = key(new Trace());
    SetAside setAside = new SetAside(List.of(), Books.of("trace", Outcome.LATE, 3));
    key.process(stamp(0), new ReadingBlock(List.of(), setAside));
    key.end();
    assertThat(key.state()).isEmpty();
    assertThat(rows(key)).isEmpty();
    assertThat(key.outputs()).extracting(RowBlock::setAside).contains(setAside);
  }

  @Test
  void oneSliceOfReadingsIsHeldAtMost() {
    OneKey<RowBlock> key = key(new Trace());
    for (int slice = 0; slice < 50; slice++) {
      for (int i = 0; i < 3; i++) {
        Reading reading = Readings.atMillis(slice * 60_000L + 100 - i).build();
        key.process(stamp(reading), ReadingBlock.of(List.of(reading)));
        assertThat((Iterable<?>) key.state().get("pending")).hasSize(i + 1);
      }
      // All of the slices before went through the machine.
      assertThat(rows(key)).hasSize(slice * 3);
    }
  }

  @Test
  void aSliceIsSortedWhenTheNextOneComes() {
    Reading first = Readings.atMillis(1).build();
    Reading second = Readings.atMillis(2).index(1).build();
    Reading third = Readings.atMillis(2).index(2).build();
    Reading later = Readings.atMillis(60_000).build();
    OneKey<RowBlock> key = key(new Trace());
    key.process(stamp(third), ReadingBlock.of(List.of(third, first)));
    key.process(stamp(second), ReadingBlock.of(List.of(second)));
    assertThat(rows(key)).isEmpty();
    key.process(stamp(later), ReadingBlock.of(List.of(later)));
    assertThat(rows(key))
        .containsExactly(Trace.row(0, first), Trace.row(1, second), Trace.row(2, third));
    key.end();
    assertThat(rows(key)).endsWith(Trace.row(3, later), "end after 4");
  }

  static Stream<StateMachine<?, String>> machines() {
    return Stream.of(
        new AlertOnCount(InOrder.CREATION, Field.USER, GAP, 10, reading -> true),
        new TrackActivity(InOrder.CREATION, Field.USER),
        new CountWindows(InOrder.CREATION, Field.DEVICE, 7, Field.X),
        new CappedSessions(InOrder.CREATION, Field.USER, GAP, 7, Field.X),
        new NextSession(InOrder.CREATION, Field.USER, GAP),
        new Trace());
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

  private static void feed(OneKey<RowBlock> key, List<Reading> inOrder) {
    for (Reading reading : inOrder) {
      key.process(stamp(reading), ReadingBlock.of(List.of(reading)));
    }
  }

  private static List<String> rows(OneKey<RowBlock> key) {
    return key.outputs().stream().flatMap(block -> block.rows().stream()).toList();
  }

  private static Instant stamp(Reading reading) {
    return stamp(InOrder.CREATION.millis(reading));
  }

  private static Instant stamp(long millis) {
    return Slices.stamp(Slices.indexOf(millis));
  }

  private static <S extends Serializable> OneKey<RowBlock> key(StateMachine<S, String> machine) {
    return new OneKey<>(
        new RunInOrder<>(
            machine,
            new OrderPolicy(InOrder.CREATION, Duration.ZERO),
            (rows, setAside, delivery) -> new RowBlock(rows, setAside)));
  }

  private static List<Reading> kept(List<DropDuplicates.Verdict> verdicts) {
    return verdicts.stream()
        .filter(DropDuplicates.Verdict.Kept.class::isInstance)
        .map(DropDuplicates.Verdict::reading)
        .toList();
  }
}
