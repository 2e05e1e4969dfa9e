package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.time.OrderingSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/** Runs bundles of a stream's batches through {@link SplitByBucketFn}. */
final class SplitBundles {
  private final SplitByBucketFn step;
  private List<TimestampedValue<KV<Integer, ReadingBatch>>> split = List.of();

  SplitBundles(OrderingSpec policy) {
    step = new SplitByBucketFn("split", policy, new OrderingStrategy.AtArrivalClock(0));
  }

  /** The output for a bundle of batches. */
  List<TimestampedValue<KV<Integer, ReadingBatch>>> bundle(List<ReadingBatch> batches) {
    split = new ArrayList<>();
    step.startBundle();
    batches.forEach(step::split);
    step.finishBundle(finish(step));
    return split;
  }

  private DoFn<ReadingBatch, KV<Integer, ReadingBatch>>.FinishBundleContext finish(
      DoFn<ReadingBatch, KV<Integer, ReadingBatch>> splitting) {
    return splitting.new FinishBundleContext() {
      @Override
      public PipelineOptions getPipelineOptions() {
        return PipelineOptionsFactory.create();
      }

      @Override
      public void output(KV<Integer, ReadingBatch> batch, Instant stamp, BoundedWindow window) {
        split.add(TimestampedValue.of(batch, stamp));
      }

      @Override
      public <T> void output(TupleTag<T> tag, T output, Instant stamp, BoundedWindow window) {
        throw new UnsupportedOperationException("there is one output");
      }
    };
  }
}
