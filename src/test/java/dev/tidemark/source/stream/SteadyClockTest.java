package dev.tidemark.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/** Steps of an hour. */
class SteadyClockTest {
  private static final long HOUR = 3_600_000;
  private static final long FAR = 100_000 * HOUR;
  private static final long WRONG_YEAR = 1_000_000 * HOUR;

  private SteadyClock clock;

  @BeforeTry
  void start() {
    clock = SteadyClock.resume(Duration.ofHours(1), SteadyClock.State.START);
  }

  @Example
  void theClockIsTheLargestArrivalWithinTheStep() {
    assertThat(judged(0, 1_000, 500, 1_000 + HOUR, 2_000))
        .containsExactly(0L, 1_000L, 1_000L, 1_000 + HOUR, 1_000 + HOUR);
  }

  /** An hour is within the step, and a millisecond more is not. */
  @Example
  void aReadingBeyondTheStepIsJudgedByItsOwnArrivalAndDoesNotMoveTheClock() {
    ordinary(11);
    assertThat(judged(10 + HOUR + 1, 11)).containsExactly(10 + HOUR + 1, 11L);
    assertThat(judged(11 + HOUR, 12)).containsExactly(11 + HOUR, 11 + HOUR);
  }

  @Example
  void tenFurtherReadingsWithinTheStepConfirmACandidate() {
    ordinary(11);
    assertThat(judged(FAR)).containsExactly(FAR);
    for (long i = 1; i < 10; i++) {
      assertThat(judged(FAR + i * (i % 2 == 0 ? 1 : -1), 11)).endsWith(11L);
    }
    assertThat(judged(FAR - HOUR)).containsExactly(FAR);
    assertThat(judged(11)).containsExactly(FAR);
  }

  @Example
  void confirmingReadingsNeedNotBeConsecutive() {
    ordinary(11);
    for (long i = 0; i <= 10; i++) {
      assertThat(clock.value()).isEqualTo(10);
      judged(FAR + i);
      judged(3, 4, 5);
    }
    assertThat(clock.value()).isEqualTo(FAR + 10);
  }

  @Example
  void wrongArrivalsThatDoNotAgreeConfirmNothing() {
    ordinary(11);
    for (long i = 0; i < 5_000; i++) {
      judged(FAR + i * 2 * HOUR);
      assertThat(judged(10)).containsExactly(10L);
      assertThat(clock.state().candidates()).hasSizeLessThanOrEqualTo(SteadyClock.MAX_CANDIDATES);
    }
  }

  /** A gap of a night in a stream in order: each reading is judged by its own arrival. */
  @Example
  void aStreamInOrderIsJudgedByItsOwnArrivals() {
    List<Long> arrivals = new ArrayList<>();
    for (long day = 0; day < 3; day++) {
      for (long i = 0; i < 4 + 10 * day; i++) {
        arrivals.add(day * 24 * HOUR + i * 1_000);
      }
    }
    assertThat(judged(arrivals)).isEqualTo(arrivals);
    assertThat(clock.confirmed()).hasValue(arrivals.get(arrivals.size() - 1));
  }

  @Example
  void aStreamSlowerThanTheStepIsFollowedAHundredReadingsLater() {
    for (long i = 0; i <= 100; i++) {
      judged(i * 2 * HOUR);
    }
    assertThat(clock.value()).isZero();
    for (long i = 101; i < 1_000; i++) {
      judged(i * 2 * HOUR);
      assertThat(clock.confirmed()).hasValue((i - 100) * 2 * HOUR);
    }
  }

  @Example
  void aFirstReadingIsReplacedByOneMoreThanTheStepEarlier() {
    assertThat(judged(WRONG_YEAR, WRONG_YEAR + 5, 7, 8))
        .containsExactly(WRONG_YEAR, WRONG_YEAR + 5, 7L, 8L);
    assertThat(clock.confirmed()).isEmpty();
    ordinary(20);
    assertThat(clock.confirmed()).hasValue(19);
  }

  @Example
  void aFirstReadingWithinTheStepOfTheOthersStays() {
    assertThat(judged(HOUR, 0, 1, 2)).containsExactly(HOUR, HOUR, HOUR, HOUR);
  }

  @Example
  void aFirstReadingThatTenOthersConfirmIsNotReplaced() {
    judged(WRONG_YEAR);
    judged(LongStream.range(0, 10).map(i -> WRONG_YEAR + i).toArray());
    assertThat(judged(0)).containsExactly(WRONG_YEAR + 9);
  }

  @Example
  void aFirstReadingFromLongAgoIsReplacedWhenTenOthersConfirmALaterOne() {
    judged(0);
    ordinaryAt(WRONG_YEAR, 10);
    assertThat(clock.confirmed()).isEmpty();
    judged(WRONG_YEAR + 10);
    assertThat(clock.confirmed()).hasValue(WRONG_YEAR + 10);
  }

  @Example
  void inAPauseTwoReadingsConfirmACandidateAndOneDoesNot() {
    judged(WRONG_YEAR);
    clock.settle();
    assertThat(clock.confirmed()).isEmpty();
    judged(5, 6);
    clock.settle();
    assertThat(clock.confirmed()).hasValue(6);
  }

  /** Wherever it is interrupted, it resumes as if it had not been. */
  @Property(tries = 300)
  void resumesFromItsState(@ForAll("arrivals") List<Long> arrivals) throws CoderException {
    List<Long> inOneGo = judged(arrivals);
    SteadyClock.State state = SteadyClock.State.START;
    List<Long> interrupted = new ArrayList<>();
    for (long arrival : arrivals) {
      SteadyClock resumed =
          SteadyClock.resume(Duration.ofHours(1), CoderUtils.clone(SteadyClock.State.CODER, state));
      interrupted.add(resumed.observe(arrival));
      state = resumed.state();
    }
    assertThat(interrupted).isEqualTo(inOneGo);
    assertThat(state).isEqualTo(clock.state());
  }

  @Property(tries = 300)
  void aConfirmedClockNeverGoesBack(@ForAll("arrivals") List<Long> arrivals) {
    long confirmed = Long.MIN_VALUE;
    for (long arrival : arrivals) {
      assertThat(clock.observe(arrival)).isGreaterThanOrEqualTo(Math.max(arrival, confirmed));
      if (confirmed != Long.MIN_VALUE || clock.confirmed().isPresent()) {
        assertThat(clock.confirmed().orElseThrow()).isGreaterThanOrEqualTo(confirmed);
        confirmed = clock.confirmed().orElseThrow();
      }
    }
  }

  /** Ordinary readings are judged as if up to ten from another year were not there. */
  @Property(tries = 500)
  void aFewFromAnotherYearChangeNothing(
      @ForAll("wobbling") List<Long> ordinary, @ForAll("wrong") List<Wrong> wrong) {
    List<Long> arrivals = new ArrayList<>(ordinary);
    wrong.forEach(one -> arrivals.add(one.place % (arrivals.size() + 1), WRONG_YEAR + one.ms));
    List<Long> expected = new ArrayList<>();
    long largest = Long.MIN_VALUE;
    for (long arrival : arrivals) {
      boolean isWrong = arrival >= WRONG_YEAR;
      largest = isWrong ? largest : Math.max(largest, arrival);
      expected.add(isWrong ? arrival : largest);
    }
    List<Long> judged = judged(arrivals);
    for (int i = 0; i < arrivals.size(); i++) {
      if (arrivals.get(i) < WRONG_YEAR) {
        assertThat(judged.get(i)).isEqualTo(expected.get(i));
      }
    }
  }

  private record Wrong(int place, long ms) {}

  @Provide
  Arbitrary<List<Wrong>> wrong() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 60), Arbitraries.longs().between(0, 3 * HOUR))
        .as(Wrong::new)
        .list()
        .ofMaxSize(10);
  }

  /** Half an hour out of order, at most, from one to the next a quarter on. */
  @Provide
  Arbitrary<List<Long>> wobbling() {
    return Arbitraries.longs()
        .between(0, HOUR / 2)
        .list()
        .ofMaxSize(60)
        .map(
            all -> {
              List<Long> wobbling = new ArrayList<>();
              for (int i = 0; i < all.size(); i++) {
                wobbling.add(i * (HOUR / 4) + all.get(i));
              }
              return wobbling;
            });
  }

  @Provide
  Arbitrary<List<Long>> arrivals() {
    Arbitrary<Long> near = Arbitraries.longs().between(-2 * HOUR, 2 * HOUR);
    Arbitrary<Long> far = Arbitraries.longs().between(0, 2 * HOUR).map(ms -> FAR + ms);
    return Arbitraries.frequencyOf(
            Tuple.of(4, near),
            Tuple.of(2, far),
            Tuple.of(1, Arbitraries.longs().between(-FAR, WRONG_YEAR)))
        .list()
        .ofMaxSize(150);
  }

  /** The first {@code count} milliseconds, in order. */
  private void ordinary(int count) {
    ordinaryAt(0, count);
  }

  private void ordinaryAt(long start, int count) {
    judged(LongStream.range(start, start + count).toArray());
  }

  private List<Long> judged(long... arrivals) {
    return LongStream.of(arrivals).map(clock::observe).boxed().toList();
  }

  private List<Long> judged(List<Long> arrivals) {
    return arrivals.stream().map(clock::observe).toList();
  }
}
