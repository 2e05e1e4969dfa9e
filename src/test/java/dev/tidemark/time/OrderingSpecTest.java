package dev.tidemark.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Reason;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.OrderingSpec.Keep;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class OrderingSpecTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final EventTime CREATION =
      new EventTime(ActivitySchema.CREATION_TIME, TEN_SECONDS);

  @Example
  void aReadingMayArriveAtMostMaxDelayLate() {
    assertThat(lateBy(0, 10_000, Duration.ZERO)).isEmpty();
    assertThat(lateBy(0, 10_001, Duration.ZERO)).contains(1L);
  }

  @Example
  void theTimeAStepRemembersIsAdded() {
    Duration tenMinutes = Duration.ofMinutes(10);
    assertThat(lateBy(0, 610_000, tenMinutes)).isEmpty();
    assertThat(lateBy(0, 610_001, tenMinutes)).contains(1L);
  }

  @Example
  void theEventTimeIsFlooredToMilliseconds() {
    assertThat(lateBy(999_999, 10_000, Duration.ZERO)).isEmpty();
    assertThat(lateBy(999_999, 10_001, Duration.ZERO)).contains(1L);
    assertThat(lateBy(-1, 9_999, Duration.ZERO)).isEmpty();
    assertThat(lateBy(-1, 10_000, Duration.ZERO)).contains(1L);
  }

  @Example
  void aLateReadingNamesNoWindow() {
    Reading reading = Readings.atMillis(-5000).arrival(6234).build();
    assertThat(
            new OrderingSpec(List.of(ActivitySchema.USER), CREATION, Duration.ZERO)
                .tooLate(reading))
        .contains(new LateReading(Reason.BEHIND_ORDER, 1234, Optional.empty(), reading));
  }

  @Example
  void aFastDeviceClockIsNeverLate() {
    assertThat(lateBy(Long.MAX_VALUE, 0, Duration.ZERO)).isEmpty();
  }

  /** Two on time, one 5 s late that arrives when the watermark is at 15 s, and its duplicate. */
  @Example
  void aStreamTakesLateReadingsWhenTheyComeAndSortedReadingsByMicrosecond() {
    Reading early = Readings.atNanos(10_000_000_900L).arrival(12_000).build();
    Reading late = Readings.atNanos(10_000_000_100L).arrival(25_000).build();
    Reading next = Readings.atMillis(14_999).build();
    Reading last = Readings.atMillis(15_001).build();
    List<Reading> mixed = List.of(last, late, next, early);
    OrderingSpec remembering =
        new OrderingSpec(List.of(ActivitySchema.USER), CREATION, Duration.ofMinutes(1));
    assertThat(mixed.stream().sorted(remembering.order())).containsExactly(early, next, late, last);
    assertThat(mixed.stream().sorted(bounded(remembering)))
        .containsExactly(early, late, next, last);
    assertThat(
            mixed.stream().sorted(bounded(OrderingSpec.by(List.of(ActivitySchema.USER), CREATION))))
        .containsExactly(late, early, next, last);
  }

  @Example
  void theLastOfAMicrosecondComesFirstEvenIfNothingIsRemembered() {
    Reading one = Readings.atNanos(1_000).build();
    Reading other = Readings.atNanos(1_900).build();
    Reading next = Readings.atNanos(2_000).build();
    OrderingSpec last =
        new OrderingSpec(List.of(ActivitySchema.USER), CREATION, Duration.ZERO, Keep.LAST);
    assertThat(Stream.of(next, one, other).sorted(bounded(last))).containsExactly(other, one, next);
    assertThat(Stream.of(next, one, other).sorted(last.order())).containsExactly(other, one, next);
  }

  /** The order in which bounded input is processed. */
  private static Comparator<Reading> bounded(OrderingSpec spec) {
    return Comparator.<Reading>comparingLong(
            reading -> spec.sortTime(reading.columns(), reading.row()))
        .thenComparing(spec::compareTies);
  }

  @Property
  void inArrivalTimeNothingIsLate(
      @ForAll long nanos,
      @ForAll @LongRange(min = -9_223_372_036_854L, max = 9_223_372_036_854L) long arrival) {
    EventTime byArrival = new EventTime(ActivitySchema.ARRIVAL_TIME, Duration.ZERO);
    Reading reading = Readings.atNanos(nanos).arrival(arrival).build();
    assertThat(
            new OrderingSpec(List.of(ActivitySchema.USER), byArrival, Duration.ZERO)
                .tooLate(reading))
        .isEmpty();
  }

  private static Optional<Long> lateBy(long nanos, long arrival, Duration remember) {
    Reading reading = Readings.atNanos(nanos).arrival(arrival).build();
    return new OrderingSpec(List.of(ActivitySchema.USER), CREATION, remember)
        .tooLate(reading)
        .map(LateReading::lateByMs);
  }
}
