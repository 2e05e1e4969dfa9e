package dev.tidemark.eventtime;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.joda.time.Duration;

/**
 * Sets windows, triggers, accumulation and allowed lateness for the aggregation that follows.
 *
 * <p>The runner never drops a late record: its own allowed lateness has no end, and {@link
 * Windowing#tooLate} decides. A bounded input is answered once, when all of it is there.
 */
public final class WindowReadings<T> extends PTransform<PCollection<T>, PCollection<T>> {
  /** Long past any data, and far from overflowing Beam's timestamps. */
  private static final Duration FOR_EVER = Duration.standardDays(365L * 1000);

  private final Windowing windowing;

  private WindowReadings(Windowing windowing) {
    this.windowing = windowing;
  }

  public static <T> WindowReadings<T> by(Windowing windowing) {
    return new WindowReadings<>(windowing);
  }

  @Override
  public PCollection<T> expand(PCollection<T> input) {
    Window<T> window = Window.into(windowing.kind().windowFn());
    if (input.isBounded() == IsBounded.UNBOUNDED) {
      window = window.triggering(windowing.firing().trigger()).withAllowedLateness(FOR_EVER);
      window =
          windowing.accumulation() == Windowing.Accumulation.ACCUMULATING
              ? window.accumulatingFiredPanes()
              : window.discardingFiredPanes();
    }
    return input.apply(window);
  }
}
