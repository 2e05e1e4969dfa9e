package dev.tidemark.ordered;

import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.SideOutput;
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
 * Runs a state machine over each key's readings in order, for bounded input. The runner sorts the
 * slices that {@link KeyByMinuteFn} has cut. Those of one minute are buffered until the first of a
 * later minute arrives; then their readings are sorted and passed to the machine.
 *
 * <p>State and lateness: the state of a key is the readings of one slice at most, and the machine's
 * state. Nothing is late here, as late readings were filtered out before the shuffle.
 */
final class SortedBatchFn<S, O, B> extends DoFn<KV<ReadingKey, ReadingBatch>, B> {
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
  private final StateSpec<ValueState<S>> machineSpec;

  @TimerId(END)
  private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final MachineRunner<S, O, B> runner;

  SortedBatchFn(MachineRunner<S, O, B> runner) {
    this.runner = runner;
    this.machineSpec = StateSpecs.value(runner.stateCoder());
  }

  @RequiresTimeSortedInput
  @ProcessElement
  public void process(
      @Element KV<ReadingKey, ReadingBatch> element,
      @Timestamp Instant timestamp,
      @StateId(SLICE) ValueState<Long> slice,
      @StateId(PENDING) BagState<ReadingBatch> buffer,
      @StateId(MACHINE) ValueState<S> state,
      @TimerId(END) Timer end,
      OutputReceiver<B> output) {
    // Holds the output watermark back until the end, when the machine may still emit rows.
    end.withOutputTimestamp(timestamp).set(GlobalWindow.INSTANCE.maxTimestamp());
    Long current = slice.read();
    if (current != null && current < timestamp.getMillis()) {
      List<O> outputs = new ArrayList<>();
      release(buffer, state, outputs);
      output.output(runner.pack(outputs, SideOutput.NOTHING));
    }
    slice.write(timestamp.getMillis());
    ReadingBatch batch = element.getValue();
    if (!batch.readings().isEmpty()) {
      buffer.add(batch.withoutSideOutput());
    }
    if (!batch.sideOutput().isEmpty()) {
      output.output(runner.pack(List.of(), batch.sideOutput()));
    }
  }

  @OnTimer(END)
  public void end(
      @StateId(SLICE) ValueState<Long> slice,
      @StateId(PENDING) BagState<ReadingBatch> buffer,
      @StateId(MACHINE) ValueState<S> state,
      OutputReceiver<B> output) {
    List<O> outputs = new ArrayList<>();
    release(buffer, state, outputs);
    S last = stateOf(state);
    // Of answers that replace one another, bounded input has only the last.
    runner.machine().update(runner.machine().start(), last, outputs::add);
    runner.machine().end(last, outputs::add);
    output.output(runner.pack(outputs, SideOutput.NOTHING));
    slice.clear();
    state.clear();
  }

  private void release(BagState<ReadingBatch> buffer, ValueState<S> state, List<O> outputs) {
    List<Reading> readings = new ArrayList<>();
    buffer.read().forEach(batch -> readings.addAll(batch.readings()));
    buffer.clear();
    readings.sort(runner.spec().sortedOrder());
    state.write(runner.advance(stateOf(state), readings, outputs));
  }

  private S stateOf(ValueState<S> state) {
    S known = state.read();
    return known == null ? runner.machine().start() : known;
  }
}
