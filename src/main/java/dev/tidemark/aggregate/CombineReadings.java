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
 * key's fields, then each aggregate, then the pane if wanted.
 *
 * <p>Takes batches of readings whose event times were assigned by {@link
 * dev.tidemark.time.AssignTimestamps}, in any windows. Returns rows as JSON lines ({@link
 * StringUtf8Coder}) in the windows of the aggregation, and the side output of this and earlier
 * steps, with the readings that were too late for a window.
 *
 * <p>State and lateness: the state is a partial per key and window, until the window closes. A
 * bounded input emits one row per key and window; a stream emits one per pane.
 */
public final class CombineReadings extends PTransform<PCollection<ReadingBatch>, StepOutput> {
  private final String step;
  private final CombineSpec aggregation;

  private CombineReadings(String step, CombineSpec aggregation) {
    super(step);
    this.step = step;
    this.aggregation = aggregation;
  }

  /**
   * Aggregates readings.
   *
   * @param step the name under which the record counts count
   */
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
                        PreCombineFn.PARTIALS, TupleTagList.of(PreCombineFn.SIDE_OUTPUT)));
    List<AggregateColumn> aggregates = aggregation.aggregates();
    PCollection<String> rows =
        lifted
            .get(PreCombineFn.PARTIALS)
            .setCoder(KvCoder.of(GroupKeyCoder.of(), new PartialCoder(aggregates)))
            .apply("Merge", Combine.perKey(new MergePartialsFn(aggregates)))
            .apply("Rows", ParDo.of(new FormatRowFn(aggregation, bounded)))
            .setCoder(StringUtf8Coder.of());
    PCollection<SideOutput> sideOutput =
        lifted.get(PreCombineFn.SIDE_OUTPUT).setCoder(SideOutputCoder.of());
    return new StepOutput(rows, sideOutput);
  }
}
