package dev.tidemark.ordered;

import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.time.OrderingSpec;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Runs bundles of readings through {@link KeyByMinuteFn} and sorts the slices, as a runner does.
 */
final class Slicing {
  private final Outputs<KV<ReadingKey, ReadingBatch>> slices = new Outputs<>();
  private final KeyByMinuteFn step;

  private Slicing(OrderingSpec policy) {
    step = new KeyByMinuteFn("slice", policy);
  }

  /** The slices in time order; those of the same time in the order of output. */
  static List<TimestampedValue<KV<ReadingKey, ReadingBatch>>> of(
      OrderingSpec policy, List<List<Reading>> bundles) {
    Slicing slicing = new Slicing(policy);
    bundles.forEach(slicing::bundle);
    return slicing.slices.kept().stream()
        .sorted(Comparator.comparing(TimestampedValue::getTimestamp))
        .toList();
  }

  private void bundle(List<Reading> readings) {
    step.startBundle();
    step.split(ReadingBatch.of(readings), slices);
    step.finishBundle(finish(step));
  }

  private DoFn<ReadingBatch, KV<ReadingKey, ReadingBatch>>.FinishBundleContext finish(
      DoFn<ReadingBatch, KV<ReadingKey, ReadingBatch>> slicing) {
    return slicing.new FinishBundleContext() {
      @Override
      public PipelineOptions getPipelineOptions() {
        return PipelineOptionsFactory.create();
      }

      @Override
      public void output(KV<ReadingKey, ReadingBatch> slice, Instant stamp, BoundedWindow window) {
        slices.outputWithTimestamp(slice, stamp);
      }

      @Override
      public <T> void output(TupleTag<T> tag, T output, Instant stamp, BoundedWindow window) {
        throw new UnsupportedOperationException("there is one output");
      }
    };
  }
}
