package dev.tidemark.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.LateReading.Reason;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.WindowingSpec.Accumulation;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Windows of a minute with five seconds of allowed lateness, and a max_delay of ten seconds. */
class WindowingSpecTest {
  private static final EventTime TIME =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10));
  private static final Bounds MINUTE = new Bounds(0, 60_000);
  private static final WindowingSpec WINDOWING =
      new WindowingSpec(
          WindowFnSpec.Sliding.fixed(Duration.ofMinutes(1)),
          Duration.ofSeconds(5),
          TriggerSpec.AT_WATERMARK,
          Accumulation.ACCUMULATING);

  @Test
  void aReadingIsTooLateByItsOwnArrival() {
    assertThat(tooLate(arriving(74_999))).isEmpty();
    Reading late = arriving(75_000);
    assertThat(tooLate(late)).contains(late(late, 5_000));
  }

  @Test
  void aReadingAfterLaterOnesIsTooLateByTheirClock() {
    assertThat(tooLate(Readings.judgedBy(arriving(60_000), 74_999))).isEmpty();
    Reading late = Readings.judgedBy(arriving(60_000), 75_001);
    assertThat(tooLate(late)).contains(late(late, 5_001));
  }

  @Test
  void withoutExpiryNothingIsTooLate() {
    assertThat(WindowingSpec.global().tooLate(arriving(1L << 50), TIME, MINUTE)).isEmpty();
  }

  private static Optional<LateReading> tooLate(Reading reading) {
    return WINDOWING.tooLate(reading, TIME, MINUTE);
  }

  private static LateReading late(Reading reading, long lateBy) {
    return new LateReading(Reason.WINDOW_EXPIRED, lateBy, Optional.of(MINUTE), reading);
  }

  private static Reading arriving(long millis) {
    return Readings.atMillis(59_999).arrival(millis).build();
  }
}
