package dev.tidemark.trace;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.JsonRow;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Explains which windows a reading belongs to, and for which of them it is in time. */
public record TraceWindows(EventTime eventTime, WindowingSpec windowing) implements Explanation {

  @Override
  public List<String> of(Reading reading) {
    long millis = eventTime.millis(reading);
    List<String> texts = new ArrayList<>();
    if (windowing.windowFn() instanceof WindowFnSpec.Sliding sliding) {
      long size = sliding.size().toMillis();
      long period = sliding.period().toMillis();
      for (long start = sliding.lastStart(millis); start > millis - size; start -= period) {
        Bounds window = new Bounds(start, start + size);
        texts.add("window " + text(window) + ": " + outcome(reading, window));
      }
    } else if (windowing.windowFn() instanceof WindowFnSpec.Sessions sessions) {
      Bounds window = new Bounds(millis, millis + sessions.gap().toMillis());
      texts.add("its own session window " + text(window) + ": " + outcome(reading, window));
    } else {
      texts.add("counted, in the one window of all time");
    }
    return texts;
  }

  private String outcome(Reading reading, Bounds window) {
    if (!windowing.canExpire()) {
      return "counted";
    }
    long past = eventTime.watermark(reading) - window.endMs();
    Optional<LateReading> tooLate = windowing.tooLate(reading, eventTime, window);
    if (tooLate.isPresent()) {
      return String.format(
          Locale.ROOT,
          "too late, not counted: the watermark was %,d ms past its end, allowed_lateness is %,d"
              + " ms",
          past,
          windowing.allowedLateness().toMillis());
    }
    return past >= 0
        ? String.format(Locale.ROOT, "counted, late: the watermark was %,d ms past its end", past)
        : "counted, on time";
  }

  private static String text(Bounds window) {
    return "["
        + JsonRow.windowBound(window.startMs())
        + ", "
        + JsonRow.windowBound(window.endMs())
        + ")";
  }
}
