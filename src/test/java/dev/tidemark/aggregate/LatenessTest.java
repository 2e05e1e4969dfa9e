package dev.tidemark.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.LateReading.Reason;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.WindowFnSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Windows of 10 s; readings may come 2 s late, and windows wait another 5 s. */
class LatenessTest {
  private static final WindowFnSpec FIXED = WindowFnSpec.Sliding.fixed(Duration.ofSeconds(10));
  private static final WindowFnSpec SLIDING =
      new WindowFnSpec.Sliding(Duration.ofSeconds(10), Duration.ofSeconds(5));
  private static final WindowFnSpec SESSIONS = new WindowFnSpec.Sessions(Duration.ofSeconds(10));
  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

  @Test
  void aReadingIsTooLateOnceTheWatermarkHasPassedItsWindowByTheAllowedLateness() {
    // The window [0, 10 s) closes at 15 s, which the watermark reaches with an arrival at 17 s.
    assertThat(lateBy(FIXED, 3000, 16_999)).isEmpty();
    assertThat(lateBy(FIXED, 3000, 17_000)).isEqualTo(List.of(5000L));
    assertThat(lateBy(FIXED, 3000, 17_001)).isEqualTo(List.of(5001L));
  }

  @Test
  void aLateReadingNamesTheWindowItMissed() {
    Reading reading = Readings.atMillis(3000).arrival(20_000).build();
    assertThat(lift(FIXED, reading).late())
        .containsExactly(
            new LateReading(
                Reason.WINDOW_EXPIRED, 8000, Optional.of(new Bounds(0, 10_000)), reading));
    assertThat(lift(FIXED, reading).windows()).isEmpty();
  }

  @Test
  void aSlidingReadingMayBeTooLateForOneWindowAndInTimeForTheNext() {
    // Of [0, 10 s) and [-5 s, 5 s) only the latter has closed, at 10 s.
    Lifted lifted = lift(SLIDING, Readings.atMillis(3000).arrival(12_000).build());
    assertThat(lifted.late())
        .extracting(late -> late.window().orElseThrow())
        .containsExactly(new Bounds(-5000, 5000));
    assertThat(lifted.windows()).extracting(Lifted.Window::start).containsExactly(0L);
  }

  @Test
  void theWindowOfASessionReadingIsItsOwn() {
    // Its own window [3 s, 13 s) closes at 18 s: at an arrival of 20 s.
    assertThat(lateBy(SESSIONS, 3000, 19_999)).isEmpty();
    assertThat(lateBy(SESSIONS, 3000, 20_000)).isEqualTo(List.of(5000L));
    Reading onTime = Readings.atMillis(9000).build();
    Reading late = Readings.atMillis(3000).arrival(20_000).build();
    Lifted lifted = lift(SESSIONS, onTime, late);
    assertThat(lifted.windows())
        .containsExactly(new Lifted.Window("a", 9000, 19_000, "\"n\":1,\"gt\":[]"));
    assertThat(lifted.late()).hasSize(1);
  }

  @Test
  void withoutAllowedLatenessNothingIsEverLate() {
    Reading reading = Readings.atMillis(0).arrival(1_000_000_000).build();
    for (WindowFnSpec kind : List.of(FIXED, SLIDING, SESSIONS)) {
      assertThat(Lifted.of(List.of(reading), kind).late()).isEmpty();
    }
  }

  @Test
  void withAnAllowedLatenessOfZeroAWindowClosesAtItsEnd() {
    Reading inTime = Readings.atMillis(0).arrival(9999).build();
    Reading atEnd = Readings.atMillis(0).arrival(10_000).build();
    Lifted lifted = Lifted.of(List.of(inTime, atEnd), FIXED, Duration.ZERO, Duration.ZERO);
    assertThat(lifted.late()).extracting(LateReading::reading).containsExactly(atEnd);
    assertThat(lifted.late()).extracting(LateReading::lateByMs).containsExactly(0L);
  }

  @Test
  void before1970TheSameHolds() {
    assertThat(lateBy(FIXED, -13_000, -3_001)).isEmpty();
    assertThat(lateBy(FIXED, -13_000, -3_000)).isEqualTo(List.of(5000L));
  }

  private static List<Long> lateBy(WindowFnSpec kind, long millis, long arrival) {
    return lift(kind, Readings.atMillis(millis).arrival(arrival).build()).late().stream()
        .map(LateReading::lateByMs)
        .toList();
  }

  private static Lifted lift(WindowFnSpec kind, Reading... readings) {
    Duration maxDelay = Duration.ofSeconds(2);
    Lifted lifted = Lifted.of(List.of(readings), kind, maxDelay, FIVE_SECONDS);
    assertThat(Lifted.uncombined(List.of(readings), kind, maxDelay, FIVE_SECONDS))
        .isEqualTo(lifted);
    return lifted;
  }
}
