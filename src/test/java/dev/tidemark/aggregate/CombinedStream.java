package dev.tidemark.aggregate;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.reading.BucketState;
import dev.tidemark.ordered.OrderingStrategy.AtArrivalClock;
import dev.tidemark.row.Emitted;
import dev.tidemark.testing.OneBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Runs bundles of a stream through {@link PreCombineFn.OfStream} and {@link FireAtArrivalClockFn},
 * with all encoded in between as it is by a runner.
 */
final class CombinedStream {
  private final CombineSpec spec;
  private final PreCombineFn.OfStream preCombine;
  private final Map<Integer, OneBucket<BucketPartials, Emitted<Row>>> buckets = new TreeMap<>();
  private List<KV<Integer, BucketPartials>> combined = List.of();

  CombinedStream(CombineSpec spec, int stepsBefore) {
    this(spec, stepsBefore, BundlePartials.SAMPLE);
  }

  CombinedStream(CombineSpec spec, int stepsBefore, int sample) {
    this.spec = spec;
    this.preCombine =
        new PreCombineFn.OfStream("count", spec, new AtArrivalClock(stepsBefore), sample);
  }

  /** Returns the panes that the bundle makes the step emit. */
  List<EmittedPane> bundle(List<ReadingBatch> batches) throws CoderException {
    combined = new ArrayList<>();
    preCombine.startBundle();
    batches.forEach(preCombine::process);
    preCombine.finishBundle(finish(preCombine));
    List<EmittedPane> panes = new ArrayList<>();
    for (KV<Integer, BucketPartials> bucket : combined) {
      OneBucket<BucketPartials, Emitted<Row>> runner =
          buckets.computeIfAbsent(
              bucket.getKey(),
              first -> new OneBucket<>(new FireAtArrivalClockFn(BucketPanes.of(spec))));
      int before = runner.outputs().size();
      runner.process(
          Instant.EPOCH, CoderUtils.clone(BucketPartials.PartialsCoder.of(), bucket.getValue()));
      runner.encodeState();
      List<Emitted<Row>> rows = runner.outputs();
      rows.subList(before, rows.size()).forEach(row -> panes.add(EmittedPane.of(row)));
    }
    return panes;
  }

  /** The buckets that the last bundle made the step look at. */
  List<Integer> asked() {
    return combined.stream().map(KV::getKey).sorted().toList();
  }

  /** The state of a bucket, if it has any. */
  Optional<BucketState<?, ?>> state(int bucket) {
    return buckets.containsKey(bucket) ? state(buckets.get(bucket)) : Optional.empty();
  }

  /** The state of each bucket that has any. */
  List<BucketState<?, ?>> states() {
    List<BucketState<?, ?>> states = new ArrayList<>();
    buckets.values().forEach(bucket -> state(bucket).ifPresent(states::add));
    return states;
  }

  /** How many windows, or users with sessions, the step keeps. */
  int size() {
    return states().stream().mapToInt(BucketState::size).sum();
  }

  private static Optional<BucketState<?, ?>> state(OneBucket<?, ?> bucket) {
    Map<String, Object> state = bucket.state();
    if (state.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of((BucketState<?, ?>) state.get("windows"));
  }

  private DoFn<ReadingBatch, KV<Integer, BucketPartials>>.FinishBundleContext finish(
      DoFn<ReadingBatch, KV<Integer, BucketPartials>> of) {
    return of.new FinishBundleContext() {
      @Override
      public PipelineOptions getPipelineOptions() {
        return PipelineOptionsFactory.create();
      }

      @Override
      public void output(KV<Integer, BucketPartials> bucket, Instant stamp, BoundedWindow window) {
        throw new UnsupportedOperationException("outputs are tagged");
      }

      @Override
      @SuppressWarnings("unchecked")
      public <T> void output(TupleTag<T> tag, T output, Instant stamp, BoundedWindow window) {
        if (tag.equals(PreCombineFn.OfStream.PARTIALS)) {
          combined.add((KV<Integer, BucketPartials>) output);
        }
      }
    };
  }
}
