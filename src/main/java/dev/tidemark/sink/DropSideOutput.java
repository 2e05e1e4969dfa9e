package dev.tidemark.sink;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Drops the side output that batches carry. Where several transforms take the same batches, all but
 * one take them through this, so that the side output is counted and written once.
 *
 * <p>Windows and timestamps stay as they are; the coder is {@link ReadingBatchCoder}.
 */
public final class DropSideOutput
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private DropSideOutput() {}

  public static DropSideOutput create() {
    return new DropSideOutput();
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> batches) {
    return batches
        .apply(
            MapElements.into(TypeDescriptor.of(ReadingBatch.class))
                .via(ReadingBatch::withoutSideOutput))
        .setCoder(ReadingBatchCoder.of(batches));
  }
}
