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
 * What a step that ends in rows gives: its rows, as JSON lines, and what was set aside up to it.
 */
public record StepOutput(PCollection<String> rows, PCollection<SideOutput> sideOutput)
    implements POutput {
  private static final TupleTag<String> ROWS = new TupleTag<>("rows");
  private static final TupleTag<SideOutput> SET_ASIDE = new TupleTag<>("setAside");

  @Override
  public Pipeline getPipeline() {
    return rows.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    return Map.of(ROWS, rows, SET_ASIDE, sideOutput);
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
