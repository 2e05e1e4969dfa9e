package dev.tidemark.testing;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;

/** Collects the output of a DoFn. */
public final class Outputs<T> implements OutputReceiver<T> {
  private final List<TimestampedValue<T>> kept = new ArrayList<>();

  public List<TimestampedValue<T>> kept() {
    return kept;
  }

  @Override
  public OutputBuilder<T> builder(T value) {
    return WindowedValues.<T>builder()
        .setValue(value)
        .setTimestamp(Instant.EPOCH)
        .setWindow(GlobalWindow.INSTANCE)
        .setPaneInfo(PaneInfo.NO_FIRING)
        .setReceiver(
            output -> kept.add(TimestampedValue.of(output.getValue(), output.getTimestamp())));
  }
}
