package dev.tidemark.source.files;

import dev.tidemark.model.ReadingBatch;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.WindowedValues;

/** Collects the batches that a step emits. */
record CollectedBatches(List<ReadingBatch> batches) implements OutputReceiver<ReadingBatch> {
  @Override
  public OutputBuilder<ReadingBatch> builder(ReadingBatch batch) {
    return WindowedValues.builder(WindowedValues.valueInGlobalWindow(batch))
        .setReceiver(value -> batches.add(value.getValue()));
  }
}
