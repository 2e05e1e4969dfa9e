package dev.tidemark.ordered;

import dev.tidemark.model.Delivery;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.SetAside;
import java.io.Serializable;
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
import org.joda.time.Instant;

/**
 * Runs a state machine over each key's readings in order, in a stream, where a runner has timers in
 * event time. A timer at the end of each slice hands over what is due in it, and holds the
 * watermark for the steps behind until then. A key that has ended leaves no state.
 */
final class ReleaseAtWatermark<S extends Serializable, O, B>
    extends DoFn<KV<ReadingKey, ReadingBlock>, B> {
  private static final String PENDING = "pending";
  private static final String MACHINE = "machine";
  private static final String SLICES = "slices";
  private static final String END = "end";

  @StateId(PENDING)
  private final StateSpec<ValueState<Pending>> pendingSpec = StateSpecs.value(PendingCoder.of());

  @StateId(MACHINE)
  private final StateSpec<ValueState<S>> machineSpec = StateSpecs.value(MachineState.coder());

  @TimerFamily(SLICES)
  @SuppressWarnings("UnusedVariable") // A runner reads it.
  private final TimerSpec slicesSpec = TimerSpecs.timerMap(TimeDomain.EVENT_TIME);

  @TimerId(END)
  private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final Release<S, O> release;
  private final Packing<O, B> packing;

  ReleaseAtWatermark(Release<S, O> release, Packing<O, B> packing) {
    this.release = release;
    this.packing = packing;
  }

  @ProcessElement
  public void process(
      @Element KV<ReadingKey, ReadingBlock> element,
      @Timestamp Instant stamp,
      @StateId(PENDING) ValueState<Pending> pendingState,
      @TimerFamily(SLICES) TimerMap slices,
      @TimerId(END) Timer end,
      OutputReceiver<B> output) {
    ReadingBlock block = element.getValue();
    Pending pending = pendingOf(pendingState);
    SetAside setAside = block.setAside().plus(release.hold(block.readings(), pending));
    pendingState.write(pending);
    TreeSet<Long> touched = new TreeSet<>();
    for (Reading reading : block.readings()) {
      touched.add(Pending.sliceOf(release.policy().due(reading)));
    }
    for (long slice : touched) {
      long start = Math.max(slice * Pending.SLICE_MS, stamp.getMillis());
      slices
          .get(Long.toString(slice))
          .withOutputTimestamp(Instant.ofEpochMilli(start))
          .set(endOf(slice));
    }
    end.set(GlobalWindow.INSTANCE.maxTimestamp());
    if (!setAside.isEmpty()) {
      output.output(packing.pack(List.of(), setAside, block.delivery()));
    }
  }

  @OnTimerFamily(SLICES)
  public void release(
      @TimerId String slice,
      @StateId(PENDING) ValueState<Pending> pendingState,
      @StateId(MACHINE) ValueState<S> machineState,
      OutputReceiver<B> output) {
    Pending pending = pendingOf(pendingState);
    Release.Step<S, O> step =
        release.before(
            endOf(Long.parseLong(slice)).getMillis(),
            pending,
            Optional.ofNullable(machineState.read()));
    pendingState.write(pending);
    machineState.write(step.state());
    output.output(packing.pack(step.outputs(), SetAside.NOTHING, Delivery.AT_ONCE));
  }

  @OnTimer(END)
  public void end(
      @StateId(PENDING) ValueState<Pending> pendingState,
      @StateId(MACHINE) ValueState<S> machineState,
      OutputReceiver<B> output) {
    Release.Step<S, O> step =
        release.toTheEnd(pendingOf(pendingState), Optional.ofNullable(machineState.read()));
    pendingState.clear();
    machineState.clear();
    output.output(packing.pack(step.outputs(), SetAside.NOTHING, Delivery.AT_ONCE));
  }

  private static Pending pendingOf(ValueState<Pending> state) {
    return Optional.ofNullable(state.read()).orElseGet(Pending::none);
  }

  private static Instant endOf(long slice) {
    return Instant.ofEpochMilli((slice + 1) * Pending.SLICE_MS);
  }
}
