package dev.tidemark.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.eventtime.Windowing.Accumulation;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.LateReading.Reason;
import dev.tidemark.model.Reading;
import dev.tidemark.model.Readings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Minutes that wait five seconds for late readings, of which none may be ten seconds late. */
class WindowingTest {
  private static final EventTime TIME =
      new EventTime(TimeField.CREATION_TIME, Duration.ofSeconds(10));
  private static final Bounds MINUTE = new Bounds(0, 60_000);
  private static final Windowing WINDOWING =
      new Windowing(
          WindowKind.Sliding.fixed(Duration.ofMinutes(1)),
          Duration.ofSeconds(5),
          Firing.AT_WATERMARK,
          Accumulation.ACCUMULATING);

  @Test
  void aReadingIsTooLateByItsOwnArrival() {
    assertThat(tooLate(arriving(74_999), Ordering.NO_CLOCK)).isEmpty();
    Reading late = arriving(75_000);
    assertThat(tooLate(late, Ordering.NO_CLOCK)).contains(late(late, 5_000));
    assertThat(WINDOWING.tooLate(late, TIME, MINUTE)).contains(late(late, 5_000));
  }

  @Test
  void aReadingGivenOutBehindTheClockIsTooLateByTheClock() {
    Reading inTime = arriving(60_000);
    assertThat(tooLate(inTime, 74_999)).isEmpty();
    assertThat(tooLate(inTime, 75_001)).contains(late(inTime, 5_001));
  }

  @Test
  void aClockBehindTheReadingChangesNothing() {
    Reading late = arriving(80_000);
    assertThat(tooLate(late, 0)).contains(late(late, 10_000));
  }

  @Test
  void whereNothingExpiresNothingIsTooLate() {
    assertThat(Windowing.global().tooLate(arriving(80_000), TIME, MINUTE, 1L << 50)).isEmpty();
  }

  private static Optional<LateReading> tooLate(Reading reading, long clock) {
    return WINDOWING.tooLate(reading, TIME, MINUTE, clock);
  }

  private static LateReading late(Reading reading, long lateBy) {
    return new LateReading(Reason.WINDOW_EXPIRED, lateBy, Optional.of(MINUTE), reading);
  }

  private static Reading arriving(long millis) {
    return Readings.atMillis(59_999).arrival(millis).build();
  }
}
