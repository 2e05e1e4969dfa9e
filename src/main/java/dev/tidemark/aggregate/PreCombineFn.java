package dev.tidemark.aggregate;

import dev.tidemark.aggregate.BundlePartials.Spread;
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
 * Combines a bundle's readings into one partial for each key and window, where that pays, and emits
 * what they come to by bucket, in the global window, so that a runner has little to do however many
 * keys and windows there are. Readings too late for a window become side output.
 *
 * @param <T> how the partials of a bucket are emitted
 */
abstract class PreCombineFn<T> extends DoFn<ReadingBatch, KV<Integer, T>> {
  static final TupleTag<SideOutput> SIDE_OUTPUT = new TupleTag<>() {};

  private final String step;
  private final CombineSpec spec;
  private transient BundlePartials partials;
  private transient List<SideOutput> sideOutput;

  private PreCombineFn(String step, CombineSpec spec) {
    this.step = step;
    this.spec = spec;
  }

  @StartBundle
  public void startBundle() {
    partials = start();
    sideOutput = new ArrayList<>();
  }

  /** Adds a batch to what the bundle comes to. */
  BundlePartials add(ReadingBatch batch) {
    List<DeadLetter> late = new ArrayList<>();
    partials.add(batch.readings(), late);
    RecordCounts counts =
        RecordCounts.of(step, Outcome.READ, batch.readings().size())
            .plus(RecordCounts.of(step, Outcome.LATE, late.size()))
            .plus(RecordCounts.of(spec.late(step, late)));
    sideOutput.add(batch.sideOutput().plus(new SideOutput(late, counts)));
    return partials;
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

  /** The partials of a bundle without readings. */
  abstract BundlePartials start();

  abstract void emit(BundlePartials collected, FinishBundleContext context);

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
    private final int sample;
    private transient StreamProgress progress;

    OfStream(String step, CombineSpec spec, Buffered ordering) {
      this(step, spec, ordering, BundlePartials.SAMPLE);
    }

    OfStream(String step, CombineSpec spec, Buffered ordering, int sample) {
      super(step, spec);
      this.step = step;
      this.spec = spec;
      this.ordering = ordering;
      this.sample = sample;
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

    /** Whatever its window, a key is always in the same bucket. */
    @Override
    BundlePartials start() {
      return new BundlePartials(spec, ordering.buckets(), Spread.BY_KEY, sample);
    }

    @Override
    void emit(BundlePartials collected, FinishBundleContext context) {
      Map<Integer, BundleBucket> buckets = new HashMap<>();
      collected.forEach(buckets::put);
      for (int due : ordering.dueBuckets(progress, spec.groupBy())) {
        buckets.putIfAbsent(due, BundleBucket.EMPTY);
      }
      if (buckets.isEmpty()) {
        return;
      }
      long watermark = ordering.watermark(progress, spec.eventTime());
      Set<Long> ends = new HashSet<>();
      buckets.forEach(
          (bucket, some) -> {
            Set<Long> itsEnds = some.windowEnds(spec);
            ends.addAll(itsEnds);
            context.output(
                PARTIALS,
                KV.of(bucket, BucketPartials.of(watermark, some)),
                stamp(itsEnds),
                GlobalWindow.INSTANCE);
          });
      if (WindowMetrics.isReported(spec.windowing())) {
        WindowMetrics.report(step, spec.windowing(), ends);
      }
    }

    private static Instant stamp(Set<Long> windowEnds) {
      long last = BEFORE_THE_END.getMillis();
      for (long end : windowEnds) {
        last = Math.min(last, end - 1);
      }
      return Instant.ofEpochMilli(last);
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

    private final CombineSpec spec;

    OfBatch(String step, CombineSpec spec) {
      super(step, spec);
      this.spec = spec;
    }

    @ProcessElement
    public void process(@Element ReadingBatch batch, MultiOutputReceiver output) {
      BundlePartials collected = add(batch);
      if (collected.size() >= MAX_PARTIALS) {
        emit(collected, output.get(PARTIALS)::output);
        collected.clear();
      }
    }

    @Override
    BundlePartials start() {
      return new BundlePartials(spec, Buckets.MANY, Spread.BY_WINDOW, BundlePartials.SAMPLE);
    }

    @Override
    void emit(BundlePartials collected, FinishBundleContext context) {
      GlobalWindow window = GlobalWindow.INSTANCE;
      emit(collected, bucket -> context.output(PARTIALS, bucket, window.maxTimestamp(), window));
    }

    private static void emit(BundlePartials collected, Consumer<KV<Integer, byte[]>> output) {
      collected.forEach((bucket, some) -> output.accept(KV.of(bucket, some.encode())));
    }
  }
}
