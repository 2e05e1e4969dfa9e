package dev.tidemark.aggregate;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.ordered.OrderingStrategy.Buffered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Combines a bundle's readings into one partial for each key and window, and emits them by bucket,
 * in the global window, so that a runner has little to do however many keys and windows there are.
 * Readings too late for a window become side output.
 *
 * @param <T> how the partials of a bucket are emitted
 */
abstract class PreCombineFn<T> extends DoFn<ReadingBatch, KV<Integer, T>> {
  static final TupleTag<SideOutput> SIDE_OUTPUT = new TupleTag<>() {};

  private final String step;
  private final CombineSpec spec;
  private transient Partials partials;
  private transient List<SideOutput> sideOutput;

  private PreCombineFn(String step, CombineSpec spec) {
    this.step = step;
    this.spec = spec;
  }

  @StartBundle
  public void startBundle() {
    partials = Partials.of(spec);
    sideOutput = new ArrayList<>();
  }

  /** Adds a batch to the bundle's partials. */
  Partials add(ReadingBatch batch) {
    List<DeadLetter> late = new ArrayList<>();
    partials.add(batch.readings(), late);
    RecordCounts counts =
        RecordCounts.of(step, Outcome.READ, batch.readings().size())
            .plus(RecordCounts.of(step, Outcome.LATE, late.size()))
            .plus(RecordCounts.of(spec.late(step, late)));
    sideOutput.add(batch.sideOutput().plus(new SideOutput(late, counts)));
    return partials;
  }

  /** Starts again without partials, as those so far have been emitted. */
  void clear() {
    partials = Partials.of(spec);
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    emit(partials, context);
    GlobalWindow window = GlobalWindow.INSTANCE;
    for (SideOutput ofBatch : sideOutput) {
      context.output(SIDE_OUTPUT, ofBatch, window.maxTimestamp(), window);
    }
    partials = null;
    sideOutput = null;
  }

  abstract void emit(Partials collected, FinishBundleContext context);

  /** The bucket of a group. */
  abstract int bucketOf(WindowPartial partial);

  /** The partials of each bucket. */
  Map<Integer, List<WindowPartial>> byBucket(Partials collected) {
    Map<Integer, List<WindowPartial>> buckets = new HashMap<>();
    collected.forEach(
        partial ->
            buckets.computeIfAbsent(bucketOf(partial), first -> new ArrayList<>()).add(partial));
    return buckets;
  }

  /**
   * For a stream: each bucket with the watermark of the step that merges it, and stamped so that
   * the runner's watermark closes none of its windows before it has come.
   */
  static final class OfStream extends PreCombineFn<BucketPartials> {
    static final TupleTag<KV<Integer, BucketPartials>> PARTIALS = new TupleTag<>() {};

    private static final Instant BEFORE_THE_END =
        GlobalWindow.INSTANCE.maxTimestamp().minus(Duration.millis(1));

    private final String step;
    private final CombineSpec spec;
    private final Buffered ordering;
    private transient StreamProgress progress;

    OfStream(String step, CombineSpec spec, Buffered ordering) {
      super(step, spec);
      this.step = step;
      this.spec = spec;
      this.ordering = ordering;
    }

    @Override
    public void startBundle() {
      super.startBundle();
      progress = StreamProgress.AT_ONCE;
    }

    @ProcessElement
    public void process(@Element ReadingBatch batch) {
      progress = progress.and(batch.progress());
      add(batch);
    }

    @Override
    void emit(Partials collected, FinishBundleContext context) {
      Map<Integer, List<WindowPartial>> buckets = byBucket(collected);
      for (int due : ordering.dueBuckets(progress, spec.groupBy())) {
        buckets.putIfAbsent(due, List.of());
      }
      if (!buckets.isEmpty()) {
        long watermark = ordering.watermark(progress, spec.eventTime());
        buckets.forEach(
            (bucket, some) ->
                context.output(
                    PARTIALS,
                    KV.of(bucket, BucketPartials.of(watermark, some)),
                    stamp(some),
                    GlobalWindow.INSTANCE));
      }
      reportWindows(collected);
    }

    /** Whatever its window, a key is always in the same bucket. */
    @Override
    int bucketOf(WindowPartial partial) {
      return ordering.buckets().of(partial.key().values().hashCode());
    }

    private static Instant stamp(List<WindowPartial> partials) {
      Instant first = BEFORE_THE_END;
      for (WindowPartial partial : partials) {
        Instant last = partial.window().maxTimestamp();
        first = last.isBefore(first) ? last : first;
      }
      return first;
    }

    private void reportWindows(Partials collected) {
      if (WindowMetrics.isReported(spec.windowing())) {
        Set<Long> ends = new HashSet<>();
        collected.forEach(partial -> ends.add(partial.window().maxTimestamp().getMillis() + 1));
        WindowMetrics.report(step, spec.windowing(), ends);
      }
    }
  }

  /**
   * For bounded input. What a bundle has for a bucket is encoded as a whole, since the Direct
   * runner copies what it groups each time it groups more.
   */
  static final class OfBatch extends PreCombineFn<byte[]> {
    static final TupleTag<KV<Integer, byte[]>> PARTIALS = new TupleTag<>() {};

    /** Bounds the memory of a bundle of any size. */
    private static final int MAX_PARTIALS = 1 << 16;

    private final boolean isMerging;

    OfBatch(String step, CombineSpec spec) {
      super(step, spec);
      this.isMerging = spec.windowing().windowFn().isMerging();
    }

    @ProcessElement
    public void process(@Element ReadingBatch batch, MultiOutputReceiver output) {
      Partials collected = add(batch);
      if (collected.size() >= MAX_PARTIALS) {
        emit(collected, output.get(PARTIALS)::output);
        clear();
      }
    }

    @Override
    void emit(Partials collected, FinishBundleContext context) {
      GlobalWindow window = GlobalWindow.INSTANCE;
      emit(collected, bucket -> context.output(PARTIALS, bucket, window.maxTimestamp(), window));
    }

    private void emit(Partials collected, Consumer<KV<Integer, byte[]>> output) {
      byBucket(collected)
          .forEach((bucket, some) -> output.accept(KV.of(bucket, WindowPartial.encode(some))));
    }

    /** Windows that may merge share the bucket of their key. */
    @Override
    int bucketOf(WindowPartial partial) {
      int hash = partial.key().hashCode();
      if (!isMerging) {
        hash = 31 * hash + Long.hashCode(partial.window().maxTimestamp().getMillis() / 1000);
      }
      return Buckets.MANY.of(hash);
    }
  }
}
