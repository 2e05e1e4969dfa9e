package dev.tidemark.aggregate;

import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/** Merges the partials of one key and window. */
final class MergePartialsFn extends CombineFn<Partial, Partial, Partial> {
  private final List<AggregateColumn> aggregates;

  MergePartialsFn(List<AggregateColumn> aggregates) {
    this.aggregates = aggregates;
  }

  @Override
  public Partial createAccumulator() {
    return Partial.start(aggregates);
  }

  @Override
  public Partial addInput(Partial accumulator, Partial input) {
    accumulator.merge(input);
    return accumulator;
  }

  @Override
  public Partial mergeAccumulators(Iterable<Partial> accumulators) {
    Partial merged = createAccumulator();
    accumulators.forEach(merged::merge);
    return merged;
  }

  @Override
  public Partial extractOutput(Partial accumulator) {
    return accumulator;
  }

  @Override
  public Coder<Partial> getAccumulatorCoder(CoderRegistry registry, Coder<Partial> inputCoder) {
    return inputCoder;
  }

  @Override
  public Coder<Partial> getDefaultOutputCoder(CoderRegistry registry, Coder<Partial> inputCoder) {
    return inputCoder;
  }
}
