package dev.tidemark.machine;

import static dev.tidemark.testing.Readings.first;
import static dev.tidemark.testing.Values.creationTime;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.machine.DropAdjacentDuplicates.Verdict;
import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.OrderingSpec.Keep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DropKnownDuplicatesTest {
  private static final EventTime TIME =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofMillis(10));
  private static final Duration REMEMBER = Duration.ofMillis(50);
  private static final OrderingSpec SPEC =
      new OrderingSpec(List.of(ActivitySchema.USER), TIME, REMEMBER);
  private static final DropKnownDuplicates MACHINE = new DropKnownDuplicates(TIME, REMEMBER);

  @Example
  void aDuplicateNamesTheFirstOfItsMicrosecond() {
    Reading first = Readings.atNanos(1_000).arrival(0).device("d").index(3).build();
    Reading other = Readings.atNanos(2_000).arrival(1).build();
    Reading second = Readings.atNanos(1_999).arrival(40).build();
    assertThat(verdicts(MACHINE, List.of(first, other, second)))
        .containsExactly(
            new Verdict.Kept(first),
            new Verdict.Kept(other),
            new Verdict.Duplicate(
                new DuplicateReading(first(0, 1_000, "a", "d", true, 3), second)));
  }

  /** The last accepted reading arrives 60 ms after its event time. */
  @Example
  void aMomentIsRememberedAsLongAsItsReadingsAreAccepted() {
    Reading first = Readings.atMillis(100).build();
    Reading last = Readings.atMillis(100).arrival(160).build();
    assertThat(SPEC.tooLate(last)).isEmpty();
    assertThat(verdicts(MACHINE, List.of(first, last)))
        .last()
        .isInstanceOf(Verdict.Duplicate.class);
  }

  @Example
  void momentsThatNoAcceptedReadingCanHaveAreForgotten() {
    KnownMoments known = MACHINE.start();
    for (int millis = 0; millis < 1_000; millis++) {
      known = MACHINE.next(known, Readings.atMillis(millis).build(), verdict -> {});
      assertThat(known.size()).isLessThanOrEqualTo(51);
    }
    assertThat(known.size()).isEqualTo(51);
    assertThat(known.firstOf(949_000)).isPresent();
  }

  private static final Comparator<Reading> BY_MICROSECOND =
      Comparator.<Reading>comparingLong(TIME::micros).thenComparing(SPEC.order());

  @Property(tries = 1000)
  void keepsTheSameReadingsAsInBatch(@ForAll("readings") List<Reading> readings) {
    List<Reading> letIn =
        readings.stream().filter(reading -> SPEC.tooLate(reading).isEmpty()).toList();
    List<Verdict> inStream = verdicts(MACHINE, letIn.stream().sorted(SPEC.order()).toList());
    List<Verdict> atOnce =
        verdicts(new DropAdjacentDuplicates(TIME), letIn.stream().sorted(BY_MICROSECOND).toList());

    assertThat(kept(inStream)).isEqualTo(kept(atOnce));
    assertThat(duplicates(inStream)).isEqualTo(duplicates(atOnce));
  }

  /** The last in the total order of those on time; if none is, of those that came first. */
  @Property(tries = 1000)
  void keepsTheLastWhereThatIsWanted(@ForAll("readings") List<Reading> readings) {
    OrderingSpec last = new OrderingSpec(List.of(ActivitySchema.USER), TIME, REMEMBER, Keep.LAST);
    List<Reading> letIn =
        readings.stream().filter(reading -> SPEC.tooLate(reading).isEmpty()).toList();
    List<String> expected =
        letIn.stream().collect(Collectors.groupingBy(TIME::micros)).values().stream()
            .map(DropKnownDuplicatesTest::lastInTime)
            .map(reading -> new Verdict.Kept(reading).toString())
            .sorted()
            .toList();

    List<Verdict> inStream = verdicts(MACHINE, letIn.stream().sorted(last.order()).toList());
    Comparator<Reading> inBatch =
        Comparator.<Reading>comparingLong(
                reading -> last.sortTime(reading.columns(), reading.row()))
            .thenComparing(last::compareTies);
    List<Verdict> atOnce =
        verdicts(new DropAdjacentDuplicates(TIME), letIn.stream().sorted(inBatch).toList());

    assertThat(kept(inStream)).isEqualTo(expected);
    assertThat(kept(atOnce)).isEqualTo(expected);
    assertThat(duplicates(inStream)).isEqualTo(duplicates(atOnce));
  }

  private static Reading lastInTime(List<Reading> ofOneMicrosecond) {
    long soonest =
        ofOneMicrosecond.stream().mapToLong(reading -> releasedAt(reading)).min().orElseThrow();
    return ofOneMicrosecond.stream()
        .filter(reading -> releasedAt(reading) == soonest)
        .max(TIME.order())
        .orElseThrow();
  }

  /** At its event time in ms or, where it arrived more than 10 ms after that, 10 ms before then. */
  private static long releasedAt(Reading reading) {
    return Math.max(Math.floorDiv(creationTime(reading), 1_000_000L), reading.arrivalTime() - 10);
  }

  /** Few times, on time and late, so that different readings share a microsecond. */
  @Provide
  Arbitrary<List<Reading>> readings() {
    Arbitrary<Long> nanos =
        Combinators.combine(
                Arbitraries.longs().between(-3, 3),
                Arbitraries.of(0L, 0L, 1L, 999L, 1_000L, 999_999L),
                Arbitraries.of(0L, 0L, 100L))
            .as((millis, more, hundreds) -> (millis + hundreds) * 1_000_000L + more);
    return Combinators.combine(
            nanos,
            Arbitraries.of(-5L, 0L, 0L, 9L, 10L, 11L, 12L, 30L, 59L, 60L, 61L),
            Arbitraries.of("phone", "watch"),
            Arbitraries.longs().between(0, 3))
        .as(
            (at, lag, device, index) ->
                Readings.atNanos(at)
                    .arrival(Math.floorDiv(at, 1_000_000L) + lag)
                    .device(device)
                    .index(index)
                    .build())
        .list()
        .ofMaxSize(30);
  }

  private static <S> List<Verdict> verdicts(
      StateMachine<S, Verdict> machine, List<Reading> readings) {
    List<Verdict> verdicts = new ArrayList<>();
    S state = machine.start();
    for (Reading reading : readings) {
      state = machine.next(state, reading, verdicts::add);
    }
    assertThat(verdicts).hasSameSizeAs(readings);
    return verdicts;
  }

  private static List<String> kept(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(Verdict.Kept.class::isInstance)
        .map(Verdict::toString)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private static List<String> duplicates(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(Verdict.Duplicate.class::isInstance)
        .map(Verdict::toString)
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
