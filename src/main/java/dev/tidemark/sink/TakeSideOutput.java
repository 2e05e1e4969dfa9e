package dev.tidemark.sink;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.SideOutputCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Takes the side output of batches, and drops their readings. Windows and timestamps stay as they
 * are; the coder is {@link SideOutputCoder}.
 */
public final class TakeSideOutput
    extends PTransform<PCollection<ReadingBatch>, PCollection<SideOutput>> {
  private TakeSideOutput() {}

  public static TakeSideOutput create() {
    return new TakeSideOutput();
  }

  @Override
  public PCollection<SideOutput> expand(PCollection<ReadingBatch> batches) {
    return batches
        .apply(MapElements.into(TypeDescriptor.of(SideOutput.class)).via(ReadingBatch::sideOutput))
        .setCoder(SideOutputCoder.of());
  }
}
