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
 * <p>Takes elements in any windows and returns them in the new ones; timestamps and the coder stay
 * as they are. The runner never drops a late element, because its allowed lateness is longer than
 * that of the pipeline: {@link WindowingSpec#tooLate} decides. Bounded input emits once, at its
 * end.
 */
public final class ApplyWindowing<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private static final Duration TO_THE_END_OF_TIME =
      Duration.millis(GlobalWindow.INSTANCE.maxTimestamp().getMillis());

  /** How far the watermark of a stream that pauses may go ahead of its arrival clock. */
  public static final Duration MAX_WATERMARK_LEAD = Duration.standardHours(2);

  /** How far a runner's watermark may be ahead of the arrival clock of a reading in flight. */
  private static final Duration MARGIN = MAX_WATERMARK_LEAD.plus(Duration.standardHours(1));

  private final WindowingSpec windowing;

  private ApplyWindowing(WindowingSpec windowing) {
    this.windowing = windowing;
  }

  public static <T> ApplyWindowing<T> by(WindowingSpec windowing) {
    return new ApplyWindowing<>(windowing);
  }

  @Override
  public PCollection<T> expand(PCollection<T> input) {
    // Never.ever() fires only when the window closes: at the end of bounded input.
    boolean bounded = input.isBounded() == IsBounded.BOUNDED;
    Window<T> window =
        Window.<T>into(windowing.windowFn().toBeam())
            .triggering(bounded ? Never.ever() : windowing.triggerInStream().toBeam())
            .withAllowedLateness(bounded ? TO_THE_END_OF_TIME : runnersLateness());
    return input.apply(
        windowing.accumulation() == Accumulation.ACCUMULATING
            ? window.accumulatingFiredPanes()
            : window.discardingFiredPanes());
  }

  /** Longer than that of the pipeline, so that the runner never decides, but finite if that is. */
  private Duration runnersLateness() {
    return windowing.canExpire()
        ? Duration.millis(windowing.allowedLateness().toMillis()).plus(MARGIN)
        : TO_THE_END_OF_TIME;
  }
}
