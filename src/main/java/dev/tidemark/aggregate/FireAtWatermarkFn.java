package dev.tidemark.aggregate;

import dev.tidemark.aggregate.GroupTable.Group;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.BucketState;
import dev.tidemark.row.Emitted;
import java.util.Optional;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Merges partials and emits panes, in a stream on a runner with event-time timers, for the groups
 * of a bucket. One timer waits for the watermark that the first of its windows needs, and one for
 * the time of day.
 *
 * <p>State and lateness: the state of a bucket is the windows of its groups, each until it can take
 * no more readings.
 */
final class FireAtWatermarkFn extends DoFn<KV<Integer, BucketPartials>, Emitted<Row>> {
  private static final String WINDOWS = "windows";
  private static final String WATERMARK_OF_TIMER = "watermarkOfTimer";
  private static final String WATERMARK = "watermark";
  private static final String TIME = "time";
  private static final String END = "end";

  @StateId(WINDOWS)
  private final StateSpec<ValueState<BucketState<Group, GroupPanes>>> windowsSpec;

  @StateId(WATERMARK_OF_TIMER)
  private final StateSpec<ValueState<Long>> watermarkOfTimerSpec = StateSpecs.value();

  @TimerId(WATERMARK)
  private final TimerSpec watermarkSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId(TIME)
  private final TimerSpec timeSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  @TimerId(END)
  private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final BucketPanes panes;

  FireAtWatermarkFn(BucketPanes panes) {
    this.panes = panes;
    this.windowsSpec = StateSpecs.value(panes.coder());
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, BucketPartials> bucket,
      @StateId(WINDOWS) ValueState<BucketState<Group, GroupPanes>> windows,
      @StateId(WATERMARK_OF_TIMER) ValueState<Long> watermarkOfTimer,
      @TimerId(WATERMARK) Timer watermarkTimer,
      @TimerId(TIME) Timer timeTimer,
      @TimerId(END) Timer end,
      OutputReceiver<Emitted<Row>> output) {
    BucketState<Group, GroupPanes> state = stateOf(windows);
    long time = timeTimer.getCurrentRelativeTime().getMillis();
    panes.add(bucket.getValue(), bucket.getValue().watermark(), time, state);
    panes.fire(Long.MIN_VALUE, time, state, output::output);
    windows.write(state.close());
    // The earlier moment is that of one of these windows, and so not before this element.
    long known = Optional.ofNullable(watermarkOfTimer.read()).orElse(BucketState.NEVER);
    if (state.nextWatermark() < known) {
      await(state, watermarkOfTimer, watermarkTimer);
    }
    await(state, time, timeTimer);
    end.set(GlobalWindow.INSTANCE.maxTimestamp());
  }

  @OnTimer(WATERMARK)
  public void reachWatermark(
      @StateId(WINDOWS) ValueState<BucketState<Group, GroupPanes>> windows,
      @StateId(WATERMARK_OF_TIMER) ValueState<Long> watermarkOfTimer,
      @TimerId(WATERMARK) Timer watermarkTimer,
      @TimerId(TIME) Timer timeTimer,
      OutputReceiver<Emitted<Row>> output) {
    BucketState<Group, GroupPanes> state = stateOf(windows);
    long time = timeTimer.getCurrentRelativeTime().getMillis();
    panes.fire(watermarkOfTimer.read(), time, state, output::output);
    windows.write(state.close());
    await(state, watermarkOfTimer, watermarkTimer);
  }

  @OnTimer(TIME)
  public void reachTime(
      @StateId(WINDOWS) ValueState<BucketState<Group, GroupPanes>> windows,
      @TimerId(TIME) Timer timeTimer,
      OutputReceiver<Emitted<Row>> output) {
    BucketState<Group, GroupPanes> state = stateOf(windows);
    long time = timeTimer.getCurrentRelativeTime().getMillis();
    panes.fire(Long.MIN_VALUE, time, state, output::output);
    windows.write(state.close());
    await(state, time, timeTimer);
  }

  @OnTimer(END)
  public void end(
      @StateId(WINDOWS) ValueState<BucketState<Group, GroupPanes>> windows,
      @StateId(WATERMARK_OF_TIMER) ValueState<Long> watermarkOfTimer,
      @TimerId(TIME) Timer timeTimer,
      OutputReceiver<Emitted<Row>> output) {
    long time = timeTimer.getCurrentRelativeTime().getMillis();
    panes.fire(StreamProgress.ENDED, time, stateOf(windows), output::output);
    timeTimer.clear();
    windows.clear();
    watermarkOfTimer.clear();
  }

  private BucketState<Group, GroupPanes> stateOf(
      ValueState<BucketState<Group, GroupPanes>> windows) {
    return Optional.ofNullable(windows.read()).orElseGet(panes::none);
  }

  private static void await(
      BucketState<Group, GroupPanes> state, ValueState<Long> watermarkOfTimer, Timer timer) {
    long next = state.nextWatermark();
    watermarkOfTimer.write(next);
    if (next < GlobalWindow.INSTANCE.maxTimestamp().getMillis()) {
      // A timer fires once the watermark is past it.
      timer.set(Instant.ofEpochMilli(next - 1));
    }
  }

  private static void await(BucketState<Group, GroupPanes> state, long time, Timer timer) {
    long next = state.nextTime();
    if (next < BucketState.NEVER) {
      timer.offset(Duration.millis(Math.max(0, next - time))).setRelative();
    }
  }
}
