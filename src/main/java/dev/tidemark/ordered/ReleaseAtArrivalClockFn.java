package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.time.ApplyWindowing;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Runs a state machine over each key's readings in order, in a stream, where a runner has no timers
 * in event time. What is due before {@code arrival clock - max_delay} is handed over: all that is
 * earlier has been given out before the source's last mark and so is here. A key that has ended
 * leaves no state.
 */
final class ReleaseAtArrivalClockFn<S extends Serializable, O, B>
    extends DoFn<KV<ReadingKey, ReadingBatch>, B> {
  private static final String PENDING = "pending";
  private static final String MACHINE = "machine";

  @StateId(PENDING)
  private final StateSpec<ValueState<ReorderBuffer>> pendingSpec =
      StateSpecs.value(ReorderBufferCoder.of());

  @StateId(MACHINE)
  private final StateSpec<ValueState<S>> machineSpec = StateSpecs.value(MachineState.coder());

  private final Release<S, O> release;
  private final int stepsBefore;
  private final OutputPacker<O, B> packing;

  ReleaseAtArrivalClockFn(Release<S, O> release, int stepsBefore, OutputPacker<O, B> packing) {
    this.release = release;
    this.stepsBefore = stepsBefore;
    this.packing = packing;
  }

  @ProcessElement
  public void process(
      @Element KV<ReadingKey, ReadingBatch> element,
      @StateId(PENDING) ValueState<ReorderBuffer> pendingState,
      @StateId(MACHINE) ValueState<S> machineState,
      OutputReceiver<B> output) {
    ReadingBatch batch = element.getValue();
    Optional<ReorderBuffer> held = Optional.ofNullable(pendingState.read());
    if (held.isEmpty() && batch.readings().isEmpty()) {
      // Nothing is known of this key: what merely travels with it leaves no state.
      emit(List.of(), batch.sideOutput(), batch.progress(), output);
      return;
    }
    ReorderBuffer buffer = held.orElseGet(ReorderBuffer::none);
    Optional<S> state = Optional.ofNullable(machineState.read());
    SideOutput sideOutput = batch.sideOutput().plus(release.buffer(batch.readings(), buffer));
    Release.Step<S, O> step;
    if (batch.progress().clockAt(stepsBefore) == StreamProgress.ENDED) {
      step = release.toTheEnd(buffer, state);
      pendingState.clear();
      machineState.clear();
    } else {
      long reached = reached(batch.progress());
      step = release.before(reached, buffer, state);
      pendingState.write(buffer);
      // What comes behind a pause may still ask for all that is known.
      machineState.write(
          batch.progress().isPause()
              ? step.state()
              : release.machine().forget(step.state(), reached));
    }
    emit(step.outputs(), sideOutput, batch.progress(), output);
  }

  /**
   * The moment before which all that is due can be handed over. In a pause that is as far ahead as
   * the watermark may go, and not what is far ahead of the stream: all that came later would be too
   * late after that.
   */
  private long reached(StreamProgress progress) {
    return progress.isPause()
        ? progress.arrivalClock() + ApplyWindowing.MOST_AHEAD.getMillis()
        : progress.clockAt(stepsBefore) - release.policy().eventTime().maxDelay().toMillis();
  }

  private void emit(
      List<O> outputs, SideOutput sideOutput, StreamProgress progress, OutputReceiver<B> output) {
    if (!outputs.isEmpty() || !sideOutput.isEmpty() || !progress.dueKeys().isEmpty()) {
      output.output(packing.pack(outputs, sideOutput, progress));
    }
  }
}
