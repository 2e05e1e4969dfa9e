package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.testing.Outputs;
import dev.tidemark.time.OrderingSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/** Runs bundles of bounded input through {@link SortByBucketFn}, and groups what it emits. */
final class Bucketing {
  private final Outputs<KV<Integer, ReadingBatch>> midway = new Outputs<>();
  private final Outputs<KV<Integer, ReadingBatch>> atTheEnd = new Outputs<>();
  private final SortByBucketFn step;

  Bucketing(String name, OrderingSpec spec) {
    step = new SortByBucketFn(name, spec);
  }

  /** One bundle, in batches as large as a source's. */
  Bucketing bundle(List<Reading> readings) {
    step.startBundle();
    for (int from = 0; from < readings.size(); from += ReadingBatch.FULL) {
      int to = Math.min(from + ReadingBatch.FULL, readings.size());
      step.split(ReadingBatch.of(readings.subList(from, to)), midway);
    }
    step.finishBundle(finish(step));
    return this;
  }

  /** What was emitted before a bundle ended. */
  List<KV<Integer, ReadingBatch>> midway() {
    return values(midway);
  }

  /** All that was emitted. */
  List<KV<Integer, ReadingBatch>> all() {
    List<KV<Integer, ReadingBatch>> all = new ArrayList<>(values(midway));
    all.addAll(values(atTheEnd));
    return all;
  }

  /** Runs a machine over each bucket, as the step after the shuffle does. */
  <S, O, B> List<B> merge(MachineRunner<S, O, B> runner) {
    Map<Integer, List<ReadingBatch>> buckets = new TreeMap<>();
    for (KV<Integer, ReadingBatch> batch : all()) {
      buckets.computeIfAbsent(batch.getKey(), first -> new ArrayList<>()).add(batch.getValue());
    }
    Outputs<B> outputs = new Outputs<>();
    buckets.forEach((bucket, batches) -> merge(KV.of(bucket, batches), runner, outputs));
    return values(outputs);
  }

  private static <S, O, B> void merge(
      KV<Integer, Iterable<ReadingBatch>> bucket,
      MachineRunner<S, O, B> runner,
      Outputs<B> outputs) {
    try {
      new MergeBucketFn<ReadingBatch, S, O, B>(runner, batch -> batch).merge(bucket, outputs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> List<T> values(Outputs<T> outputs) {
    return outputs.kept().stream().map(TimestampedValue::getValue).toList();
  }

  private DoFn<ReadingBatch, KV<Integer, ReadingBatch>>.FinishBundleContext finish(
      DoFn<ReadingBatch, KV<Integer, ReadingBatch>> sorting) {
    return sorting.new FinishBundleContext() {
      @Override
      public PipelineOptions getPipelineOptions() {
        return PipelineOptionsFactory.create();
      }

      @Override
      public void output(KV<Integer, ReadingBatch> batch, Instant stamp, BoundedWindow window) {
        atTheEnd.outputWithTimestamp(batch, stamp);
      }

      @Override
      public <T> void output(TupleTag<T> tag, T output, Instant stamp, BoundedWindow window) {
        throw new UnsupportedOperationException("there is one output");
      }
    };
  }
}
