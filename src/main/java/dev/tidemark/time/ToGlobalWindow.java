package dev.tidemark.time;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.WindowingStrategy;
import org.apache.beam.sdk.values.WindowingStrategy.AccumulationMode;
import org.joda.time.Duration;

/**
 * Puts elements that need no windows any more, such as rows for a sink, into the global window.
 * Timestamps and the coder stay as they are. Elements that are in it are returned as they are: a
 * runner would charge for each of them.
 */
public final class ToGlobalWindow<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private ToGlobalWindow() {}

  public static <T> ToGlobalWindow<T> create() {
    return new ToGlobalWindow<>();
  }

  @Override
  public PCollection<T> expand(PCollection<T> input) {
    if (isGlobal(input.getWindowingStrategy())) {
      return input;
    }
    return input.apply(
        Window.<T>into(new GlobalWindows())
            .triggering(DefaultTrigger.of())
            .withAllowedLateness(Duration.ZERO)
            .discardingFiredPanes());
  }

  private static boolean isGlobal(WindowingStrategy<?, ?> windowing) {
    return windowing.getWindowFn() instanceof GlobalWindows
        && windowing.getTrigger().equals(DefaultTrigger.of())
        && windowing.getAllowedLateness().equals(Duration.ZERO)
        && windowing.getMode() == AccumulationMode.DISCARDING_FIRED_PANES;
  }
}
