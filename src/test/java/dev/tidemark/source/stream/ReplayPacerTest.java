package dev.tidemark.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.MalformedLine.Reason;
import dev.tidemark.source.stream.ArrivingLine.OfMalformed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayPacerTest {
  private static final long DAY = 86_400_000;
  private static final long YEAR = 365 * DAY;

  private final AtomicLong clock = new AtomicLong(77);

  @Test
  void anArrivalIsDueEarlierByTheSpeedFactor() {
    ReplayPacer pace = new ReplayPacer(10, clock::get);
    assertThat(pace.isDue(at(5_000))).isTrue();
    assertThat(pace.isDue(at(6_000))).isFalse();
    pass(99);
    assertThat(pace.isDue(at(6_000))).isFalse();
    pass(1);
    assertThat(pace.isDue(at(6_000))).isTrue();
    assertThat(pace.isDue(at(6_001))).isFalse();
    assertThat(pace.isDue(at(4_000))).isTrue();
  }

  /** A malformed line before the first reading has no time of its own, and starts no clock. */
  @Test
  void lineWithoutTimeIsDueAtOnce() {
    ReplayPacer pace = new ReplayPacer(1, clock::get);
    assertThat(pace.isDue(at(Long.MIN_VALUE))).isTrue();
    pass(500);
    assertThat(pace.isDue(at(5_000))).isTrue();
    assertThat(pace.isDue(at(5_001))).isFalse();
  }

  @Test
  void anArrivalInTheFarFutureIsNotWaitedFor() {
    ReplayPacer pace = new ReplayPacer(1, clock::get);
    assertThat(pace.isDue(at(5_000))).isTrue();
    assertThat(pace.isDue(at(5_000 + 84 * YEAR))).isTrue();
    assertThat(pace.isDue(at(5_001))).isFalse();
    pass(1);
    assertThat(pace.isDue(at(5_001))).isTrue();
  }

  @Test
  void arrivalsAfterAWrongFirstOneDoNotWait() {
    for (long wrong : new long[] {-45 * YEAR, 84 * YEAR}) {
      ReplayPacer pace = new ReplayPacer(1, clock::get);
      assertThat(pace.isDue(at(wrong))).isTrue();
      for (int i = 0; i <= SteadyClock.CONFIRMING; i++) {
        assertThat(pace.isDue(at(5_000))).isTrue();
      }
      assertThat(pace.isDue(at(5_001))).isFalse();
      pass(1);
      assertThat(pace.isDue(at(5_001))).isTrue();
    }
  }

  @Test
  void aGapOfDaysIsWaitedForOnceConfirmed() {
    ReplayPacer pace = new ReplayPacer(1, clock::get);
    for (int i = 0; i <= SteadyClock.CONFIRMING; i++) {
      assertThat(pace.isDue(at(0))).isTrue();
    }
    for (int i = 0; i < SteadyClock.CONFIRMING; i++) {
      assertThat(pace.isDue(at(2 * DAY))).isTrue();
    }
    assertThat(pace.isDue(at(2 * DAY))).isFalse();
    pass(2 * DAY);
    assertThat(pace.isDue(at(2 * DAY))).isTrue();
  }

  @Test
  void atFullSpeedEverythingIsDue() {
    ReplayPacer pace = new ReplayPacer(Double.POSITIVE_INFINITY, clock::get);
    assertThat(pace.isDue(at(0))).isTrue();
    assertThat(pace.isDue(at(Long.MAX_VALUE))).isTrue();
  }

  private void pass(long millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static ArrivingLine at(long time) {
    return new OfMalformed(
        time, 0, new MalformedLine("f", 0, Reason.MALFORMED_JSON, "", "", false));
  }
}
