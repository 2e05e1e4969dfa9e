package dev.tidemark.time;

import dev.tidemark.time.WindowingSpec.Accumulation;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.Never;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.joda.time.Duration;

/**
 * Sets windows, triggers, accumulation and allowed lateness for the aggregation that follows.
 *
 * <p>The runner never drops a late record: its own allowed lateness reaches to the end of time, and
 * {@link WindowingSpec#tooLate} decides. A bounded input is answered once, when all of it is there.
 */
public final class ApplyWindowing<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private static final Duration TO_THE_END_OF_TIME =
      Duration.millis(GlobalWindow.INSTANCE.maxTimestamp().getMillis());

  /** How far a stream that pauses lets the watermark go ahead of its arrival clock, at most. */
  public static final Duration MAX_AHEAD = Duration.standardHours(2);

  /** What a runner's watermark may be ahead of the arrival clock of a reading on its way. */
  private static final Duration MARGIN = MAX_AHEAD.plus(Duration.standardHours(1));

  private final WindowingSpec windowing;

  private ApplyWindowing(WindowingSpec windowing) {
    this.windowing = windowing;
  }

  public static <T> ApplyWindowing<T> by(WindowingSpec windowing) {
    return new ApplyWindowing<>(windowing);
  }

  @Override
  public PCollection<T> expand(PCollection<T> input) {
    // Never fires before the window closes, which is at the end of time, or of a bounded input.
    boolean bounded = input.isBounded() == IsBounded.BOUNDED;
    Window<T> window =
        Window.<T>into(windowing.kind().windowFn())
            .triggering(bounded ? Never.ever() : windowing.firingInStream().trigger())
            .withAllowedLateness(bounded ? TO_THE_END_OF_TIME : runnersLateness());
    return input.apply(
        windowing.accumulation() == Accumulation.ACCUMULATING
            ? window.accumulatingFiredPanes()
            : window.discardingFiredPanes());
  }

  /**
   * Longer than the policy's, so that the runner never decides; and not for ever, if that is not.
   */
  private Duration runnersLateness() {
    return windowing.canExpire()
        ? Duration.millis(windowing.allowedLateness().toMillis()).plus(MARGIN)
        : TO_THE_END_OF_TIME;
  }
}
