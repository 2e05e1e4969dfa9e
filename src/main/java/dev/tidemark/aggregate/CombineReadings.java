package dev.tidemark.aggregate;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.model.reading.ReadingKeyCoder;
import dev.tidemark.row.Emitted;
import dev.tidemark.row.StepOutput;
import dev.tidemark.schema.Field;
import dev.tidemark.time.ApplyWindowing;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowingSpec;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
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

  private CombineReadings(String step, CombineSpec spec) {
    super(step);
    this.step = step;
    this.spec = spec;
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
    return new CombineReadings(
        step, new CombineSpec(List.of(key), List.of(columns), false, eventTime, windowing));
  }

  /**
   * Aggregates readings.
   *
   * @param step the step's name in the record counts
   */
  public static CombineReadings of(String step, CombineSpec spec) {
    return new CombineReadings(step, spec);
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
            .apply("Window", ApplyWindowing.by(WindowingSpec.global()))
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
    PCollectionTuple preCombined =
        batches
            .apply("Window", ApplyWindowing.by(combine.windowing()))
            .apply(
                "PreCombine",
                ParDo.of(new PreCombineFn.OfStream(step, combine))
                    .withOutputTags(
                        PreCombineFn.OfStream.PARTIALS, TupleTagList.of(PreCombineFn.SIDE_OUTPUT)));
    List<AggregateColumn> aggregates = combine.aggregates();
    ResultRows rows = ResultRows.ofStream(combine);
    return new StepOutput(
        rows.schema(),
        preCombined
            .get(PreCombineFn.OfStream.PARTIALS)
            .setCoder(KvCoder.of(ReadingKeyCoder.of(), new Partial.PartialCoder(aggregates)))
            .apply("Merge", Combine.perKey(new MergePartialsFn(aggregates)))
            .apply("Rows", ParDo.of(new RowFn(rows))),
        preCombined.get(PreCombineFn.SIDE_OUTPUT));
  }

  /** Makes rows of the panes of a stream. */
  private static final class RowFn extends DoFn<KV<ReadingKey, Emitted<Partial>>, Emitted<Row>> {
    private final ResultRows rows;

    RowFn(ResultRows rows) {
      this.rows = rows;
    }

    @ProcessElement
    public void row(
        @Element KV<ReadingKey, Emitted<Partial>> group,
        BoundedWindow window,
        PaneInfo pane,
        OutputReceiver<Emitted<Row>> output) {
      Emitted<Partial> emitted = group.getValue();
      // On Spark, a window closes with an empty pane.
      if (!emitted.value().isEmpty()) {
        output.output(emitted.with(rows.row(group.getKey(), window, emitted.value(), pane)));
      }
    }
  }

  /** Merges the partials of one key and window. */
  private static final class MergePartialsFn extends CombineFn<Partial, Partial, Emitted<Partial>> {
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
    public Emitted<Partial> extractOutput(Partial accumulator) {
      // The last place where the Direct runner processes the panes of a key one at a time.
      return Emitted.now(accumulator);
    }

    @Override
    public Coder<Partial> getAccumulatorCoder(CoderRegistry registry, Coder<Partial> inputCoder) {
      return inputCoder;
    }

    @Override
    public Coder<Emitted<Partial>> getDefaultOutputCoder(
        CoderRegistry registry, Coder<Partial> inputCoder) {
      return Emitted.coder(inputCoder);
    }
  }
}
