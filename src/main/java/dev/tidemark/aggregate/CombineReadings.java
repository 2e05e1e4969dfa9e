package dev.tidemark.aggregate;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.ordered.OrderingStrategy.AtWatermark;
import dev.tidemark.ordered.OrderingStrategy.Buffered;
import dev.tidemark.row.StepOutput;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.ToGlobalWindow;
import dev.tidemark.time.WindowingSpec;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.GroupByKey;
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
 * dev.tidemark.time.AssignTimestamps}, in any windows. Returns rows in the windows of {@code spec},
 * and the side output of this and earlier steps, with the readings that were too late for a window.
 *
 * <p>State and lateness: the state is a partial per key and window, until the window closes. A
 * bounded input emits one row per key and window; a stream emits one per pane.
 */
public final class CombineReadings extends PTransform<PCollection<ReadingBatch>, StepOutput> {
  private final String step;
  private final CombineSpec spec;
  private final OrderingStrategy ordering;

  private CombineReadings(String step, CombineSpec spec, OrderingStrategy ordering) {
    super(step);
    this.step = step;
    this.spec = spec;
    this.ordering = ordering;
  }

  /**
   * Aggregates the readings of each value of a field.
   *
   * @param step the step's name in the record counts
   * @param columns the result fields, in the order in which rows have them
   */
  public static CombineReadings by(
      String step,
      Field key,
      EventTime eventTime,
      WindowingSpec windowing,
      AggregateColumn... columns) {
    return of(step, new CombineSpec(List.of(key), List.of(columns), false, eventTime, windowing));
  }

  /**
   * Aggregates readings.
   *
   * @param step the step's name in the record counts
   */
  public static CombineReadings of(String step, CombineSpec spec) {
    return new CombineReadings(step, spec, new AtWatermark());
  }

  /**
   * The same step, for a stream on a runner that tells the watermark in another way.
   *
   * @param other that of the readings, as the steps before have left it
   */
  public CombineReadings withOrdering(OrderingStrategy other) {
    return new CombineReadings(step, spec, other);
  }

  @Override
  public StepOutput expand(PCollection<ReadingBatch> batches) {
    CombineSpec combine = spec.over(ReadingBatchCoder.of(batches).schema());
    return batches.isBounded() == IsBounded.BOUNDED
        ? ofBatch(batches, combine)
        : ofStream(batches, combine);
  }

  private StepOutput ofBatch(PCollection<ReadingBatch> batches, CombineSpec combine) {
    PCollectionTuple preCombined =
        batches
            .apply("GlobalWindow", ToGlobalWindow.create())
            .apply(
                "PreCombine",
                ParDo.of(new PreCombineFn.OfBatch(step, combine))
                    .withOutputTags(
                        PreCombineFn.OfBatch.PARTIALS, TupleTagList.of(PreCombineFn.SIDE_OUTPUT)));
    return new StepOutput(
        ResultRows.ofBatch(combine).schema(),
        preCombined
            .get(PreCombineFn.OfBatch.PARTIALS)
            .setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()))
            .apply("Group", GroupByKey.create())
            .apply("Merge", ParDo.of(new MergeWindowsFn(combine))),
        preCombined.get(PreCombineFn.SIDE_OUTPUT));
  }

  private StepOutput ofStream(PCollection<ReadingBatch> batches, CombineSpec combine) {
    Buffered buffered = ordering instanceof Buffered given ? given : new AtWatermark();
    PCollectionTuple preCombined =
        batches
            .apply("GlobalWindow", ToGlobalWindow.create())
            .apply(
                "PreCombine",
                ParDo.of(new PreCombineFn.OfStream(step, combine, buffered))
                    .withOutputTags(
                        PreCombineFn.OfStream.PARTIALS, TupleTagList.of(PreCombineFn.SIDE_OUTPUT)));
    BucketPanes panes = BucketPanes.of(combine);
    return new StepOutput(
        panes.rows().schema(),
        preCombined
            .get(PreCombineFn.OfStream.PARTIALS)
            .setCoder(KvCoder.of(VarIntCoder.of(), BucketPartials.PartialsCoder.of()))
            .apply(
                "Merge",
                ParDo.of(
                    buffered.isToldByBatches()
                        ? new FireAtArrivalClockFn(panes)
                        : new FireAtWatermarkFn(panes))),
        preCombined.get(PreCombineFn.SIDE_OUTPUT));
  }
}
