package dev.tidemark.eventtime;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.Reading;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * Windows, when they answer, and how long they wait for late readings.
 *
 * @param allowedLateness how long a window still counts late readings; without it nothing is ever
 *     too late
 */
public record Windowing(
    WindowKind kind,
    Optional<Duration> allowedLateness,
    Firing firing,
    Accumulation accumulation)
    implements Serializable {

  /** Whether a later pane of a window holds all its readings or only the new ones. */
  public enum Accumulation {
    ACCUMULATING,
    DISCARDING
  }

  public static Windowing global() {
    return new Windowing(
        new WindowKind.Global(), Optional.empty(), Firing.AT_WATERMARK, Accumulation.ACCUMULATING);
  }

  /** Whether any reading can be too late for its window. */
  public boolean canExpire() {
    return allowedLateness.isPresent();
  }

  /** The reading as one too late for the window, if the policy says that it is. */
  public Optional<LateReading> tooLate(Reading reading, EventTime eventTime, Bounds window) {
    if (allowedLateness.isEmpty()) {
      return Optional.empty();
    }
    long lateBy = eventTime.watermark(reading) - window.endMs();
    return lateBy >= allowedLateness.get().toMillis()
        ? Optional.of(
            new LateReading(
                LateReading.Reason.WINDOW_EXPIRED, lateBy, Optional.of(window), reading))
        : Optional.empty();
  }
}
