package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.time.ApplyWindowing;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Runs a state machine over each key's readings in order, in a stream on a runner without
 * event-time timers. It releases what is due before {@code arrival clock - max_delay}: everything
 * earlier was emitted before the source's last mark, and so has arrived here.
 *
 * <p>State and lateness: the state of a key is its reorder buffer and the machine's state. Both are
 * deleted when the key's input ends.
 */
final class ReleaseAtArrivalClockFn<S, O, B> extends DoFn<KV<ReadingKey, ReadingBatch>, B> {
  private static final String PENDING = "pending";
  private static final String MACHINE = "machine";

  @StateId(PENDING)
  private final StateSpec<ValueState<ReorderBuffer>> pendingSpec;

  @StateId(MACHINE)
  private final StateSpec<ValueState<S>> machineSpec;

  private final MachineRunner<S, O, B> runner;
  private final int stepsBefore;

  /**
   * Makes the function of one step.
   *
   * @param stepsBefore how many steps like this one the readings have already passed
   */
  ReleaseAtArrivalClockFn(MachineRunner<S, O, B> runner, int stepsBefore) {
    this.runner = runner;
    this.pendingSpec = StateSpecs.value(runner.bufferCoder());
    this.machineSpec = StateSpecs.value(runner.stateCoder());
    this.stepsBefore = stepsBefore;
  }

  @ProcessElement
  public void process(
      @Element KV<ReadingKey, ReadingBatch> element,
      @StateId(PENDING) ValueState<ReorderBuffer> pendingState,
      @StateId(MACHINE) ValueState<S> machineState,
      OutputReceiver<B> output) {
    ReadingBatch batch = element.getValue();
    Optional<ReorderBuffer> known = Optional.ofNullable(pendingState.read());
    if (known.isEmpty() && batch.readings().isEmpty()) {
      // Nothing is known of this key, and what merely travels with it creates no state.
      emit(List.of(), batch.sideOutput(), batch.progress(), output);
      return;
    }
    ReorderBuffer buffer = known.orElseGet(runner::emptyBuffer);
    Optional<S> state = Optional.ofNullable(machineState.read());
    SideOutput sideOutput = batch.sideOutput().plus(runner.buffer(batch.readings(), buffer));
    MachineRunner.Released<S, O> step;
    if (batch.progress().clockAt(stepsBefore) == StreamProgress.ENDED) {
      step = runner.releaseAll(buffer, state);
      pendingState.clear();
      machineState.clear();
    } else {
      long releaseBefore = releaseBefore(batch.progress());
      step = runner.releaseBefore(releaseBefore, buffer, state);
      pendingState.write(buffer);
      // After a pause, later readings may still need the remembered state.
      machineState.write(
          batch.progress().isPause()
              ? step.state()
              : runner.machine().forget(step.state(), releaseBefore));
    }
    emit(step.outputs(), sideOutput, batch.progress(), output);
  }

  /**
   * The moment before which everything can be released. In a pause this is as far ahead of the
   * arrival clock as the watermark may go. What is further ahead stays buffered: once it was
   * released, everything that arrives later would be too late.
   */
  private long releaseBefore(StreamProgress progress) {
    return progress.isPause()
        ? progress.arrivalClock() + ApplyWindowing.MAX_WATERMARK_LEAD.getMillis()
        : progress.clockAt(stepsBefore) - runner.spec().eventTime().maxDelay().toMillis();
  }

  private void emit(
      List<O> outputs, SideOutput sideOutput, StreamProgress progress, OutputReceiver<B> output) {
    if (!outputs.isEmpty() || !sideOutput.isEmpty() || !progress.dueKeys().isEmpty()) {
      output.output(runner.packer().pack(outputs, sideOutput, progress));
    }
  }
}
