package dev.tidemark.aggregate;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.SideOutputCoder;
import dev.tidemark.row.StepOutput;
import dev.tidemark.time.ApplyWindowing;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Aggregates readings by key and window into rows: window bounds (unless the window is global), the
 * key's fields, then each aggregate, then the pane if asked for.
 */
public final class CombineReadings extends PTransform<PCollection<ReadingBatch>, StepOutput> {
  private final String step;
  private final CombineSpec aggregation;

  private CombineReadings(String step, CombineSpec aggregation) {
    super(step);
    this.step = step;
    this.aggregation = aggregation;
  }

  public static CombineReadings of(String step, CombineSpec aggregation) {
    return new CombineReadings(step, aggregation);
  }

  @Override
  public StepOutput expand(PCollection<ReadingBatch> batches) {
    boolean bounded = batches.isBounded() == IsBounded.BOUNDED;
    PCollectionTuple lifted =
        batches
            .apply("Window", ApplyWindowing.by(aggregation.windowing()))
            .apply(
                "Lift",
                ParDo.of(new PreCombineFn(step, aggregation, bounded))
                    .withOutputTags(
                        PreCombineFn.PARTIALS, TupleTagList.of(PreCombineFn.SET_ASIDE)));
    List<AggregateColumn> aggregates = aggregation.aggregates();
    PCollection<String> rows =
        lifted
            .get(PreCombineFn.PARTIALS)
            .setCoder(KvCoder.of(GroupKeyCoder.of(), new PartialCoder(aggregates)))
            .apply("Merge", Combine.perKey(new MergePartialsFn(aggregates)))
            .apply("Rows", ParDo.of(new FormatRowFn(aggregation, bounded)))
            .setCoder(StringUtf8Coder.of());
    PCollection<SideOutput> sideOutput =
        lifted.get(PreCombineFn.SET_ASIDE).setCoder(SideOutputCoder.of());
    return new StepOutput(rows, sideOutput);
  }
}
