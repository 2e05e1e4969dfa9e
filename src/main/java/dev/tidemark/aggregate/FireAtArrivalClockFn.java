package dev.tidemark.aggregate;

import dev.tidemark.aggregate.GroupTable.Group;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.BucketState;
import dev.tidemark.row.Emitted;
import java.util.Optional;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;

/**
 * Merges partials and emits panes, in a stream on a runner without event-time timers, for the
 * groups of a bucket. The watermark is that of the arrival clock, which travels with the partials.
 *
 * <p>State and lateness: the state of a bucket is the windows of its groups, each until it can take
 * no more readings.
 */
final class FireAtArrivalClockFn extends DoFn<KV<Integer, BucketPartials>, Emitted<Row>> {
  private static final String WINDOWS = "windows";

  @StateId(WINDOWS)
  private final StateSpec<ValueState<BucketState<Group, GroupPanes>>> windowsSpec;

  private final BucketPanes panes;

  FireAtArrivalClockFn(BucketPanes panes) {
    this.panes = panes;
    this.windowsSpec = StateSpecs.value(panes.coder());
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, BucketPartials> bucket,
      @StateId(WINDOWS) ValueState<BucketState<Group, GroupPanes>> windows,
      OutputReceiver<Emitted<Row>> output) {
    BucketPartials partials = bucket.getValue();
    Optional<BucketState<Group, GroupPanes>> known = Optional.ofNullable(windows.read());
    if (known.isEmpty() && partials.isEmpty()) {
      return;
    }
    BucketState<Group, GroupPanes> state = known.orElseGet(panes::none);
    long time = System.currentTimeMillis();
    if (partials.watermark() == StreamProgress.ENDED) {
      panes.add(partials, Long.MIN_VALUE, time, state);
      panes.fire(StreamProgress.ENDED, time, state, output::output);
      windows.clear();
      return;
    }
    // What closes a window has arrived before these readings: those of it among them are late.
    panes.fire(partials.watermark(), time, state, output::output);
    if (!partials.isEmpty()) {
      panes.add(partials, partials.watermark(), time, state);
      panes.fire(partials.watermark(), time, state, output::output);
    }
    if (state.size() > 0) {
      windows.write(state.close());
    } else {
      windows.clear();
    }
  }
}
