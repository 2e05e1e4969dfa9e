package dev.tidemark.row;

import dev.tidemark.model.SideOutput;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/**
 * What a step that emits rows returns: its rows, as JSON lines with the moments at which they were
 * emitted, and the side output of the steps up to it.
 */
public record StepOutput(PCollection<Emitted<String>> rows, PCollection<SideOutput> sideOutput)
    implements POutput {
  private static final TupleTag<Emitted<String>> ROWS = new TupleTag<>("rows");
  private static final TupleTag<SideOutput> SIDE_OUTPUT = new TupleTag<>("sideOutput");

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
