package dev.tidemark.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.TriggerSpec;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.time.WindowingSpec.Accumulation;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of {@code docs/semantics.md}: a reading of 12:09, and when it arrives. */
class TraceWindowsTest {
  private static final EventTime TIME =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10));
  private static final long AT = (12 * 60 + 9) * 60_000L;
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final WindowFnSpec FIXED = WindowFnSpec.Sliding.fixed(TEN_MINUTES);
  private static final WindowFnSpec SESSIONS = new WindowFnSpec.Sessions(Duration.ofSeconds(5));

  @ParameterizedTest
  @CsvSource({
    "12:10:09.999, 'counted, on time'",
    "12:10:10.000, 'counted, late: the watermark was 0 ms past its end'",
    "12:20:09.999, 'counted, late: the watermark was 599,999 ms past its end'",
    "12:20:10.000, 'too late, not counted: the watermark was 600,000 ms past its end,"
        + " allowed_lateness is 600,000 ms'",
  })
  void aFixedWindow(String arrival, String outcome) {
    assertThat(explain(FIXED, TEN_MINUTES, arrival))
        .isEqualTo("window [1970-01-01T12:00:00.000Z, 1970-01-01T12:10:00.000Z): " + outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "12:09:14.999, 'counted, on time'",
    "12:09:15.000, 'counted, late: the watermark was 0 ms past its end'",
    "12:19:14.999, 'counted, late: the watermark was 599,999 ms past its end'",
    "12:19:15.000, 'too late, not counted: the watermark was 600,000 ms past its end,"
        + " allowed_lateness is 600,000 ms'",
  })
  void aSessionWindow(String arrival, String outcome) {
    assertThat(explain(SESSIONS, TEN_MINUTES, arrival))
        .isEqualTo(
            "its own session window [1970-01-01T12:09:00.000Z, 1970-01-01T12:09:05.000Z): "
                + outcome);
  }

  @Test
  void withoutAllowedLatenessNothingIsLate() {
    assertThat(explain(FIXED, WindowingSpec.FOR_EVER, "23:59:59.999")).endsWith("): counted");
    assertThat(explain(new WindowFnSpec.Global(), WindowingSpec.FOR_EVER, "23:59:59.999"))
        .isEqualTo("counted, in the one window of all time");
  }

  private static String explain(WindowFnSpec kind, Duration allowedLateness, String arrival) {
    long arrived = LocalTime.parse(arrival).toNanoOfDay() / 1_000_000;
    Reading reading = Readings.atMillis(AT).arrival(arrived).build();
    WindowingSpec windowing =
        new WindowingSpec(
            kind, allowedLateness, TriggerSpec.AT_WATERMARK, Accumulation.ACCUMULATING);
    return String.join("\n", new TraceWindows(TIME, windowing, List.of()).of(reading));
  }
}
