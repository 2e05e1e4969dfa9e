package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.BagState;
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
import org.joda.time.Instant;

/**
 * Runs a state machine over each key's readings in the total order, where the input is bounded.
 * Slices come sorted by time; those of one time are held together, sorted, and fed to the machine
 * as soon as a later slice shows that they are complete. State holds one slice of readings at most.
 */
final class SortedBatchFn<S extends Serializable, O, B>
    extends DoFn<KV<ReadingKey, ReadingBatch>, B> {
  private static final String SLICE = "slice";
  private static final String PENDING = "pending";
  private static final String MACHINE = "machine";
  private static final String END = "end";

  @StateId(SLICE)
  private final StateSpec<ValueState<Long>> sliceSpec = StateSpecs.value(VarLongCoder.of());

  @StateId(PENDING)
  private final StateSpec<BagState<ReadingBatch>> pendingSpec =
      StateSpecs.bag(ReadingBatchCoder.of());

  @StateId(MACHINE)
  private final StateSpec<ValueState<S>> machineSpec = StateSpecs.value(MachineState.coder());

  @TimerId(END)
  private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final StateMachine<S, O> machine;
  private final OrderingSpec policy;
  private final OutputPacker<O, B> packing;

  SortedBatchFn(StateMachine<S, O> machine, OrderingSpec policy, OutputPacker<O, B> packing) {
    this.machine = machine;
    this.policy = policy;
    this.packing = packing;
  }

  @RequiresTimeSortedInput
  @ProcessElement
  public void process(
      @Element KV<ReadingKey, ReadingBatch> element,
      @Timestamp Instant stamp,
      @StateId(SLICE) ValueState<Long> slice,
      @StateId(PENDING) BagState<ReadingBatch> buffer,
      @StateId(MACHINE) ValueState<S> state,
      @TimerId(END) Timer end,
      OutputReceiver<B> output) {
    // Without its own output timestamp the timer would carry the watermark to the end of time.
    end.withOutputTimestamp(stamp).set(GlobalWindow.INSTANCE.maxTimestamp());
    Long current = slice.read();
    if (current != null && current < stamp.getMillis()) {
      List<O> outputs = new ArrayList<>();
      feed(buffer, state, outputs);
      output.output(packing.pack(outputs, SideOutput.NOTHING, StreamProgress.AT_ONCE));
    }
    slice.write(stamp.getMillis());
    ReadingBatch batch = element.getValue();
    if (!batch.readings().isEmpty()) {
      buffer.add(batch.withoutSideOutput());
    }
    if (!batch.sideOutput().isEmpty()) {
      output.output(packing.pack(List.of(), batch.sideOutput(), StreamProgress.AT_ONCE));
    }
  }

  @OnTimer(END)
  public void end(
      @StateId(SLICE) ValueState<Long> slice,
      @StateId(PENDING) BagState<ReadingBatch> buffer,
      @StateId(MACHINE) ValueState<S> state,
      OutputReceiver<B> output) {
    List<O> outputs = new ArrayList<>();
    feed(buffer, state, outputs);
    S last = stateOf(state);
    machine.update(machine.start(), last, outputs::add);
    machine.end(last, outputs::add);
    output.output(packing.pack(outputs, SideOutput.NOTHING, StreamProgress.AT_ONCE));
    slice.clear();
    state.clear();
  }

  private void feed(BagState<ReadingBatch> buffer, ValueState<S> state, List<O> outputs) {
    List<Reading> readings = new ArrayList<>();
    buffer.read().forEach(batch -> readings.addAll(batch.readings()));
    buffer.clear();
    readings.sort(policy.sortedOrder());
    S now = stateOf(state);
    for (Reading reading : readings) {
      now = machine.next(now, reading, outputs::add);
    }
    state.write(now);
  }

  private S stateOf(ValueState<S> state) {
    S known = state.read();
    return known == null ? machine.start() : known;
  }
}
