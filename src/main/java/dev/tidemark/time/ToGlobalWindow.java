package dev.tidemark.time;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/**
 * Puts elements that need no windows any more, such as rows for a sink, into the global window.
 * Timestamps and the coder stay as they are.
 */
public final class ToGlobalWindow<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private ToGlobalWindow() {}

  public static <T> ToGlobalWindow<T> create() {
    return new ToGlobalWindow<>();
  }

  @Override
  public PCollection<T> expand(PCollection<T> input) {
    return input.apply(
        Window.<T>into(new GlobalWindows())
            .triggering(DefaultTrigger.of())
            .withAllowedLateness(Duration.ZERO)
            .discardingFiredPanes());
  }
}
