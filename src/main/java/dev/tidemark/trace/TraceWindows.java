package dev.tidemark.trace;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.row.JsonRow;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Explains which windows a reading belongs to, and for which of them it is in time. */
public record TraceWindows(EventTime eventTime, WindowingSpec windowing) implements Explanation {

  @Override
  public List<String> of(Reading reading) {
    List<String> texts = new ArrayList<>();
    String what =
        windowing.windowFn() instanceof WindowFnSpec.Sessions
            ? "its own session window "
            : "window ";
    forEachWindow(
        eventTime.millis(reading),
        window -> texts.add(what + text(window) + ": " + outcome(reading, window)));
    return texts.isEmpty() ? List.of("counted, in the one window of all time") : texts;
  }

  @Override
  public void neededDelays(ReadingColumns readings, int row, LongConsumer delays) {
    forEachWindow(
        eventTime.millis(readings, row),
        window -> delays.accept(readings.clock(row) - window.endMs() + 1));
  }

  /**
   * Visits the windows of a reading, the latest first: of sessions its own, before it is merged
   * with others; none for the window of all time.
   */
  private void forEachWindow(long millis, Consumer<Bounds> windows) {
    if (windowing.windowFn() instanceof WindowFnSpec.Sliding sliding) {
      long size = sliding.size().toMillis();
      long period = sliding.period().toMillis();
      for (long start = sliding.lastStart(millis); start > millis - size; start -= period) {
        windows.accept(new Bounds(start, start + size));
      }
    } else if (windowing.windowFn() instanceof WindowFnSpec.Sessions sessions) {
      windows.accept(new Bounds(millis, millis + sessions.gap().toMillis()));
    }
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
