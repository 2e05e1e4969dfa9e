package dev.tidemark.time;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.reading.Reading;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * Windows, when they emit, and how long they accept late readings.
 *
 * @param allowedLateness how long a window still counts late readings
 */
public record WindowingSpec(
    WindowFnSpec windowFn, Duration allowedLateness, TriggerSpec trigger, Accumulation accumulation)
    implements Serializable {

  /** Whether a later pane of a window holds all its readings or only the new ones. */
  public enum Accumulation {
    ACCUMULATING,
    DISCARDING
  }

  /** So many ms of event time are looked at together where each of them would cost. */
  public static final long SLICE_MS = 5_000;

  /** How far the watermark of a stream that pauses may go ahead of its arrival clock. */
  public static final Duration MAX_WATERMARK_LEAD = Duration.ofHours(2);

  /** How far a runner's watermark may be ahead of the arrival clock of a reading in flight. */
  public static final Duration WATERMARK_MARGIN = MAX_WATERMARK_LEAD.plusHours(1);

  /** The allowed lateness with which nothing is ever too late. */
  public static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

  /** One window for all time. */
  public static WindowingSpec global() {
    return of(new WindowFnSpec.Global());
  }

  /** Windows of a fixed size, aligned to the epoch. */
  public static WindowingSpec fixed(Duration size) {
    return of(WindowFnSpec.Sliding.fixed(size));
  }

  /** Windows that end with a gap. */
  public static WindowingSpec sessions(Duration gap) {
    return of(new WindowFnSpec.Sessions(gap));
  }

  /** Windows that fire at the watermark, accumulating, and for which nothing is ever too late. */
  private static WindowingSpec of(WindowFnSpec windowFn) {
    return new WindowingSpec(
        windowFn, FOR_EVER, TriggerSpec.AT_WATERMARK, Accumulation.ACCUMULATING);
  }

  /** The same windows, for which a reading is too late once they have been closed this long. */
  public WindowingSpec withAllowedLateness(Duration lateness) {
    return new WindowingSpec(windowFn, lateness, trigger, accumulation);
  }

  /** The trigger in a stream: the watermark never passes the end of the global window. */
  public TriggerSpec triggerInStream() {
    return windowFn instanceof WindowFnSpec.Global && trigger.early().equals(TriggerSpec.NEVER)
        ? TriggerSpec.EVERY_TEN_SECONDS
        : trigger;
  }

  /**
   * Whether in a stream each window emits one pane. A session may grow after it was emitted, and
   * the global window never ends.
   */
  public boolean firesOnce() {
    return windowFn instanceof WindowFnSpec.Sliding
        && allowedLateness.isZero()
        && trigger.early().equals(TriggerSpec.NEVER);
  }

  /** Whether in a stream a window emits some time after a reading, whatever the watermark. */
  public boolean hasDelays() {
    TriggerSpec inStream = triggerInStream();
    return !inStream.early().equals(TriggerSpec.NEVER) || !inStream.late().isZero();
  }

  /** Whether any reading can be too late for its window. */
  public boolean canExpire() {
    return !allowedLateness.equals(FOR_EVER);
  }

  /**
   * Whether a window no longer accepts a reading.
   *
   * @param watermark the ideal one at the reading's arrival, ms since 1970
   * @param windowEnd ms since 1970
   */
  public boolean isTooLate(long watermark, long windowEnd) {
    return canExpire() && watermark - windowEnd >= allowedLateness.toMillis();
  }

  /** The reading as one that was too late for a window. */
  public LateReading late(Reading reading, long watermark, Bounds window) {
    return new LateReading(
        LateReading.Reason.WINDOW_EXPIRED,
        watermark - window.endMs(),
        Optional.of(window),
        reading);
  }

  /** The reading as a late one, if the window has expired by its arrival. */
  public Optional<LateReading> tooLate(Reading reading, EventTime eventTime, Bounds window) {
    long watermark = eventTime.watermark(reading);
    return isTooLate(watermark, window.endMs())
        ? Optional.of(late(reading, watermark, window))
        : Optional.empty();
  }
}
