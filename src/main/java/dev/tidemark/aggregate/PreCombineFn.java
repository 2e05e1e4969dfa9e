package dev.tidemark.aggregate;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Combines a bundle's readings into one partial for each key and window. Readings too late for a
 * window become side output.
 *
 * @param <T> how partials are emitted
 */
abstract class PreCombineFn<T> extends DoFn<ReadingBatch, T> {
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
    // In a window of its own: emitted in the windows of a batch, it would be there several times.
    BoundedWindow any = anyWindow();
    for (SideOutput ofBlock : sideOutput) {
      context.output(SIDE_OUTPUT, ofBlock, any.maxTimestamp(), any);
    }
    partials = null;
    sideOutput = null;
  }

  abstract void emit(Partials collected, FinishBundleContext context);

  /** A window of this step's output. */
  abstract BoundedWindow anyWindow();

  /** For a stream: by key, in the windows, each stamped with its window's end. */
  static final class OfStream extends PreCombineFn<KV<ReadingKey, Partial>> {
    static final TupleTag<KV<ReadingKey, Partial>> PARTIALS = new TupleTag<>() {};

    private final String step;
    private final WindowingSpec windowing;

    OfStream(String step, CombineSpec spec) {
      super(step, spec);
      this.step = step;
      this.windowing = spec.windowing();
    }

    @ProcessElement
    public void process(@Element ReadingBatch batch) {
      add(batch);
    }

    @Override
    void emit(Partials collected, FinishBundleContext context) {
      Set<Long> ends = new HashSet<>();
      collected.forEach(
          partial -> {
            BoundedWindow window = partial.window();
            context.output(
                PARTIALS, KV.of(partial.key(), partial.partial()), window.maxTimestamp(), window);
            ends.add(window.maxTimestamp().getMillis() + 1);
          });
      if (WindowMetrics.isReported(windowing)) {
        WindowMetrics.report(step, windowing, ends);
      }
    }

    @Override
    BoundedWindow anyWindow() {
      return windowing.windowFn() instanceof WindowFnSpec.Global
          ? GlobalWindow.INSTANCE
          : new IntervalWindow(Instant.EPOCH, Duration.millis(1));
    }
  }

  /**
   * For bounded input: by bucket of keys and windows, in the global window, so that a runner has
   * little to do however many keys and windows there are. What a bundle has for a bucket is encoded
   * as a whole, since the Direct runner copies what it groups each time it groups more.
   */
  static final class OfBatch extends PreCombineFn<KV<Integer, byte[]>> {
    static final TupleTag<KV<Integer, byte[]>> PARTIALS = new TupleTag<>() {};

    /** Bounds the memory of a bundle of any size. */
    private static final int MAX_PARTIALS = 1 << 16;

    private final boolean isMerging;

    OfBatch(String step, CombineSpec spec) {
      super(step, spec);
      this.isMerging = spec.windowing().windowFn() instanceof WindowFnSpec.Sessions;
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

    @Override
    BoundedWindow anyWindow() {
      return GlobalWindow.INSTANCE;
    }

    private void emit(Partials collected, Consumer<KV<Integer, byte[]>> output) {
      Map<Integer, List<WindowPartial>> buckets = new HashMap<>();
      collected.forEach(
          partial ->
              buckets.computeIfAbsent(bucketOf(partial), first -> new ArrayList<>()).add(partial));
      buckets.forEach((bucket, some) -> output.accept(KV.of(bucket, WindowPartial.encode(some))));
    }

    /** Windows that may merge share the bucket of their key. */
    private int bucketOf(WindowPartial partial) {
      int hash = partial.key().hashCode();
      if (!isMerging) {
        hash = 31 * hash + Long.hashCode(partial.window().maxTimestamp().getMillis() / 1000);
      }
      return Buckets.of(hash);
    }
  }
}
