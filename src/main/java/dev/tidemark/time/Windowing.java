package dev.tidemark.time;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.Reading;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * Windows, when they answer, and how long they wait for late readings.
 *
 * @param allowedLateness how long a window still counts late readings
 */
public record Windowing(
    WindowKind kind, Duration allowedLateness, Firing firing, Accumulation accumulation)
    implements Serializable {

  /** Whether a later pane of a window holds all its readings or only the new ones. */
  public enum Accumulation {
    ACCUMULATING,
    DISCARDING
  }

  /** The allowed lateness with which nothing is ever too late. */
  public static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

  public static Windowing global() {
    return new Windowing(
        new WindowKind.Global(), FOR_EVER, Firing.AT_WATERMARK, Accumulation.ACCUMULATING);
  }

  /** When it answers in a stream: a window without end would never, so it answers now and then. */
  Firing firingInStream() {
    return kind instanceof WindowKind.Global && firing.early().equals(Firing.NEVER)
        ? Firing.NOW_AND_THEN
        : firing;
  }

  /** Whether any reading can be too late for its window. */
  public boolean canExpire() {
    return !allowedLateness.equals(FOR_EVER);
  }

  /** The reading as one too late for the window, if the policy says that it is. */
  public Optional<LateReading> tooLate(Reading reading, EventTime eventTime, Bounds window) {
    if (!canExpire()) {
      return Optional.empty();
    }
    long lateBy = eventTime.watermark(reading) - window.endMs();
    return lateBy >= allowedLateness.toMillis()
        ? Optional.of(
            new LateReading(
                LateReading.Reason.WINDOW_EXPIRED, lateBy, Optional.of(window), reading))
        : Optional.empty();
  }
}
