package dev.tidemark.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.machine.DropAdjacentDuplicates.Verdict;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.OrderingSpec.Keep;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DropKnownValuesTest {
  private static final EventTime TIME =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofMillis(10));
  private static final Duration WITHIN = Duration.ofMillis(50);
  private static final OrderingSpec SPEC =
      new OrderingSpec(List.of(ActivitySchema.USER), TIME, WITHIN, Keep.FIRST_RELEASED);
  private static final DropKnownValues MACHINE =
      new DropKnownValues(TIME, List.of(ActivitySchema.INDEX, ActivitySchema.GT), WITHIN);

  @Example
  void equalValuesAreDuplicatesUpToSoFarApart() throws IOException {
    Reading first = Readings.atMillis(100).index(1).gt("a").build();
    Reading near = Readings.atMillis(150).index(1).gt("a").build();
    Reading other = Readings.atMillis(150).index(1).gt("b").build();
    Reading far = Readings.atNanos(150_000_001).index(1).gt("a").build();
    Reading without = Readings.atMillis(151).index(1).build();
    Reading again = Readings.atMillis(151).index(1).build();

    assertThat(kept(List.of(first, near, other, far, without, again)))
        .containsExactly(first, other, far, without, again);
  }

  @Example
  void whatNoAcceptedReadingCanEqualIsForgotten() {
    KnownValues known = MACHINE.start();
    for (int millis = 0; millis < 1_000; millis++) {
      Reading reading = Readings.atMillis(millis).index(millis).gt("a").build();
      known = MACHINE.next(known, reading, verdict -> {});
      assertThat(known.size()).isLessThanOrEqualTo(101);
    }
    assertThat(known.size()).isEqualTo(101);
  }

  @Example
  void timesAtBothEndsHaveNeighboursToo() throws IOException {
    for (long nanos : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
      Reading reading = Readings.atNanos(nanos).index(1).gt("a").build();
      assertThat(kept(List.of(reading, reading))).hasSize(1);
      assertThat(
              kept(
                  new DropKnownValues(TIME, List.of(ActivitySchema.GT), Duration.ofDays(3_652_500)),
                  List.of(reading, reading)))
          .hasSize(1);
    }
  }

  @Property(tries = 1000)
  void keepsWhatTheRuleSaysInBatchAsInAStream(@ForAll("readings") List<Reading> readings)
      throws IOException {
    List<Reading> accepted =
        readings.stream().filter(reading -> SPEC.tooLate(reading).isEmpty()).toList();
    List<Reading> expected = byDefinition(accepted);

    assertThat(kept(accepted.stream().sorted(SPEC.order()).toList())).isEqualTo(expected);
    Comparator<Reading> inBatch =
        Comparator.<Reading>comparingLong(
                reading -> SPEC.sortTime(reading.columns(), reading.row()))
            .thenComparing(SPEC::compareTies);
    assertThat(kept(accepted.stream().sorted(inBatch).toList())).isEqualTo(expected);
  }

  /** Each reading in the order of release, compared with all that were kept before it. */
  private static List<Reading> byDefinition(List<Reading> readings) {
    List<Reading> kept = new ArrayList<>();
    readings.stream()
        .sorted(
            Comparator.<Reading>comparingLong(
                    reading ->
                        Math.max(
                            Math.floorDiv(TIME.nanos(reading), 1_000_000L),
                            reading.arrivalTime() - 10))
                .thenComparing(TIME.order()))
        .forEach(
            reading -> {
              if (kept.stream().noneMatch(other -> isDuplicate(reading, other))) {
                kept.add(reading);
              }
            });
    return kept;
  }

  private static boolean isDuplicate(Reading reading, Reading other) {
    Optional<Comparable<?>> index = reading.value(ActivitySchema.INDEX);
    Optional<Comparable<?>> label = reading.value(ActivitySchema.GT);
    return index.isPresent()
        && label.isPresent()
        && index.equals(other.value(ActivitySchema.INDEX))
        && label.equals(other.value(ActivitySchema.GT))
        && Math.abs(TIME.nanos(reading) - TIME.nanos(other)) <= WITHIN.toNanos();
  }

  /** Few values, times near the bounds, on time and late. */
  @Provide
  Arbitrary<List<Reading>> readings() {
    Arbitrary<Long> nanos =
        Combinators.combine(
                Arbitraries.of(-50L, -1L, 0L, 1L, 2L, 49L, 50L, 51L, 100L, 101L),
                Arbitraries.of(0L, 0L, 1L, 999_999L))
            .as((millis, more) -> millis * 1_000_000L + more);
    return Combinators.combine(
            nanos,
            Arbitraries.of(-5L, 0L, 0L, 9L, 10L, 11L, 12L, 30L, 59L, 60L, 61L),
            Arbitraries.longs().between(0, 1),
            Arbitraries.of("a", "b"))
        .as(
            (at, lag, index, label) -> {
              Readings reading =
                  Readings.atNanos(at).arrival(Math.floorDiv(at, 1_000_000L) + lag).gt(label);
              return (lag == 9 ? reading : reading.index(index)).build();
            })
        .list()
        .ofMaxSize(30);
  }

  private static List<Reading> kept(List<Reading> readings) throws IOException {
    return kept(MACHINE, readings);
  }

  /** The state goes through its encoding after each reading. */
  private static List<Reading> kept(DropKnownValues machine, List<Reading> readings)
      throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    KnownValues state = machine.start();
    for (Reading reading : readings) {
      state = machine.next(state, reading, verdicts::add);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      machine.write(state, new DataOutputStream(bytes));
      KnownValues copy =
          machine.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      assertThat(copy).isEqualTo(state);
      state = copy;
    }
    assertThat(verdicts).hasSameSizeAs(readings);
    return verdicts.stream().filter(Verdict.Kept.class::isInstance).map(Verdict::reading).toList();
  }
}
