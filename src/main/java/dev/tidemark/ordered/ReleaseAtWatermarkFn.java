package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.Reading;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerMap;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Runs a state machine over each key's readings in order, in a stream on a runner with event-time
 * timers, for the keys of a bucket. A timer at the end of each slice releases what is due in it,
 * and holds back the output watermark until then.
 *
 * <p>State and lateness: the state of a bucket is its reorder buffer and the machine's state for
 * each key. Both are deleted when the input ends.
 */
final class ReleaseAtWatermarkFn<S, O, B> extends DoFn<KV<Integer, ReadingBatch>, B> {
  private static final String PENDING = "pending";
  private static final String STATES = "states";
  private static final String SLICES = "slices";
  private static final String END = "end";

  @StateId(PENDING)
  private final StateSpec<ValueState<ReorderBuffer>> pendingSpec;

  @StateId(STATES)
  private final StateSpec<ValueState<KeyedStates<S>>> statesSpec;

  @TimerFamily(SLICES)
  @SuppressWarnings("UnusedVariable") // Beam reads it by reflection.
  private final TimerSpec slicesSpec = TimerSpecs.timerMap(TimeDomain.EVENT_TIME);

  @TimerId(END)
  private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final MachineRunner<S, O, B> runner;

  ReleaseAtWatermarkFn(MachineRunner<S, O, B> runner) {
    this.runner = runner;
    this.pendingSpec = StateSpecs.value(runner.bufferCoder());
    this.statesSpec = StateSpecs.value(runner.statesCoder());
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, ReadingBatch> element,
      @Timestamp Instant stamp,
      @StateId(PENDING) ValueState<ReorderBuffer> pendingState,
      @StateId(STATES) ValueState<KeyedStates<S>> keyedState,
      @TimerFamily(SLICES) TimerMap slices,
      @TimerId(END) Timer end,
      OutputReceiver<B> output) {
    ReadingBatch batch = element.getValue();
    ReorderBuffer buffer = pendingOf(pendingState);
    SideOutput sideOutput =
        batch
            .sideOutput()
            .plus(runner.buffer(batch.readings(), buffer, () -> statesOf(keyedState)));
    pendingState.write(buffer);
    TreeSet<Long> touched = new TreeSet<>();
    for (Reading reading : batch.readings()) {
      touched.add(ReorderBuffer.sliceOf(runner.spec().releaseTime(reading)));
    }
    for (long slice : touched) {
      long start = Math.max(slice * ReorderBuffer.SLICE_MS, stamp.getMillis());
      slices
          .get(Long.toString(slice))
          .withOutputTimestamp(Instant.ofEpochMilli(start))
          // A timer fires once the watermark is past it.
          .set(endOf(slice).minus(Duration.millis(1)));
    }
    end.set(GlobalWindow.INSTANCE.maxTimestamp());
    if (!sideOutput.isEmpty()) {
      output.output(runner.packer().pack(List.of(), sideOutput, batch.progress()));
    }
  }

  @OnTimerFamily(SLICES)
  public void release(
      @TimerId String slice,
      @StateId(PENDING) ValueState<ReorderBuffer> pendingState,
      @StateId(STATES) ValueState<KeyedStates<S>> keyedState,
      OutputReceiver<B> output) {
    ReorderBuffer buffer = pendingOf(pendingState);
    KeyedStates<S> states = statesOf(keyedState);
    List<O> outputs =
        runner.releaseBefore(endOf(Long.parseLong(slice)).getMillis(), buffer, states);
    pendingState.write(buffer);
    keyedState.write(states.close());
    output.output(runner.pack(outputs, SideOutput.NOTHING));
  }

  @OnTimer(END)
  public void end(
      @StateId(PENDING) ValueState<ReorderBuffer> pendingState,
      @StateId(STATES) ValueState<KeyedStates<S>> keyedState,
      OutputReceiver<B> output) {
    List<O> outputs = runner.releaseAll(pendingOf(pendingState), statesOf(keyedState));
    pendingState.clear();
    keyedState.clear();
    output.output(runner.pack(outputs, SideOutput.NOTHING));
  }

  private ReorderBuffer pendingOf(ValueState<ReorderBuffer> state) {
    return Optional.ofNullable(state.read()).orElseGet(runner::emptyBuffer);
  }

  private KeyedStates<S> statesOf(ValueState<KeyedStates<S>> state) {
    return Optional.ofNullable(state.read()).orElseGet(runner::noStates);
  }

  private static Instant endOf(long slice) {
    return Instant.ofEpochMilli((slice + 1) * ReorderBuffer.SLICE_MS);
  }
}
