package dev.tidemark.row;

import dev.tidemark.model.SideOutput;
import dev.tidemark.model.SideOutputCoder;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;

/**
 * What a step that emits rows returns: its rows, all of one schema, with the moments at which they
 * were emitted, and the side output of the steps up to it.
 */
public record StepOutput(
    Schema schema, PCollection<Emitted<Row>> rows, PCollection<SideOutput> sideOutput)
    implements POutput {
  private static final TupleTag<Emitted<Row>> ROWS = new TupleTag<>("rows");
  private static final TupleTag<SideOutput> SIDE_OUTPUT = new TupleTag<>("sideOutput");

  /** Both get their coders. */
  public StepOutput {
    rows.setCoder(Emitted.rowCoder(schema));
    sideOutput.setCoder(SideOutputCoder.of());
  }

  @Override
  public Pipeline getPipeline() {
    return rows.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    return Map.of(ROWS, rows, SIDE_OUTPUT, sideOutput);
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
