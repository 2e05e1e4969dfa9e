package dev.tidemark.eventtime;

import dev.tidemark.eventtime.Windowing.Accumulation;
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
 * {@link Windowing#tooLate} decides. A bounded input is answered once, when all of it is there.
 */
public final class WindowReadings<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private static final Duration TO_THE_END_OF_TIME =
      Duration.millis(GlobalWindow.INSTANCE.maxTimestamp().getMillis());

  private final Windowing windowing;

  private WindowReadings(Windowing windowing) {
    this.windowing = windowing;
  }

  public static <T> WindowReadings<T> by(Windowing windowing) {
    return new WindowReadings<>(windowing);
  }

  @Override
  public PCollection<T> expand(PCollection<T> input) {
    // Never fires before the window closes, which is at the end of time, or of a bounded input.
    boolean bounded = input.isBounded() == IsBounded.BOUNDED;
    Window<T> window =
        Window.<T>into(windowing.kind().windowFn())
            .triggering(bounded ? Never.ever() : windowing.firing().trigger())
            .withAllowedLateness(TO_THE_END_OF_TIME);
    return input.apply(
        windowing.accumulation() == Accumulation.ACCUMULATING
            ? window.accumulatingFiredPanes()
            : window.discardingFiredPanes());
  }
}
