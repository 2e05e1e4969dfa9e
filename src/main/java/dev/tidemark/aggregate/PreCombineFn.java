package dev.tidemark.aggregate;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.time.WindowFnSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Combines a bundle's readings into one partial for each key and window, stamped with the end of
 * the window. Readings too late for a window become side output.
 */
final class PreCombineFn extends DoFn<ReadingBatch, KV<GroupKey, Partial>> {
  static final TupleTag<KV<GroupKey, Partial>> PARTIALS = new TupleTag<>() {};
  static final TupleTag<SideOutput> SIDE_OUTPUT = new TupleTag<>() {};

  private final String step;
  private final CombineSpec spec;
  private final boolean bounded;
  private transient Partials partials;
  private transient List<SideOutput> sideOutput;

  PreCombineFn(String step, CombineSpec spec, boolean bounded) {
    this.step = step;
    this.spec = spec;
    this.bounded = bounded;
  }

  @StartBundle
  public void startBundle() {
    partials = Partials.of(spec);
    sideOutput = new ArrayList<>();
  }

  @ProcessElement
  public void add(@Element ReadingBatch batch) {
    List<DeadLetter> late = new ArrayList<>();
    partials.add(batch.readings(), late);
    RecordCounts counts =
        RecordCounts.of(step, Outcome.READ, batch.readings().size())
            .plus(RecordCounts.of(step, Outcome.LATE, late.size()))
            .plus(RecordCounts.of(spec.late(step, late)));
    sideOutput.add(batch.sideOutput().plus(new SideOutput(late, counts)));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    Set<Long> ends = new HashSet<>();
    partials.forEach(
        (key, window, partial) -> {
          context.output(PARTIALS, KV.of(key, partial), window.maxTimestamp(), window);
          ends.add(window.maxTimestamp().getMillis() + 1);
        });
    if (!bounded && WindowMetrics.isReported(spec.windowing())) {
      WindowMetrics.report(step, spec.windowing(), ends);
    }
    // In a window of its own: emitted in the windows of a batch, it would be there several times.
    BoundedWindow any = anyWindow();
    for (SideOutput ofBlock : sideOutput) {
      context.output(SIDE_OUTPUT, ofBlock, any.maxTimestamp(), any);
    }
    partials = null;
    sideOutput = null;
  }

  private BoundedWindow anyWindow() {
    return spec.windowing().windowFn() instanceof WindowFnSpec.Global
        ? GlobalWindow.INSTANCE
        : new IntervalWindow(Instant.EPOCH, Duration.millis(1));
  }
}
