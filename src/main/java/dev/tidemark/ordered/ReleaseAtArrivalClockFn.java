package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.ordered.OrderingStrategy.AtArrivalClock;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Runs a state machine over each key's readings in order, in a stream on a runner without
 * event-time timers, for the keys of a bucket. It releases what is due before {@code arrival clock
 * - max_delay}: everything earlier was emitted before the source's last mark, and so has arrived
 * here.
 *
 * <p>State and lateness: the state of a bucket is its reorder buffer and the machine's state for
 * each key. Both are deleted when the input ends.
 */
final class ReleaseAtArrivalClockFn<S, O, B> extends DoFn<KV<Integer, ReadingBatch>, B> {
  private static final String PENDING = "pending";
  private static final String STATES = "states";

  @StateId(PENDING)
  private final StateSpec<ValueState<ReorderBuffer>> pendingSpec;

  @StateId(STATES)
  private final StateSpec<ValueState<KeyedStates<S>>> statesSpec;

  private final MachineRunner<S, O, B> runner;
  private final AtArrivalClock ordering;

  ReleaseAtArrivalClockFn(MachineRunner<S, O, B> runner, AtArrivalClock ordering) {
    this.runner = runner;
    this.pendingSpec = StateSpecs.value(runner.bufferCoder());
    this.statesSpec = StateSpecs.value(runner.statesCoder());
    this.ordering = ordering;
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, ReadingBatch> element,
      @StateId(PENDING) ValueState<ReorderBuffer> pendingState,
      @StateId(STATES) ValueState<KeyedStates<S>> keyedState,
      OutputReceiver<B> output) {
    ReadingBatch batch = element.getValue();
    Optional<ReorderBuffer> known = Optional.ofNullable(pendingState.read());
    if (known.isEmpty() && batch.readings().isEmpty()) {
      // Nothing is known of this bucket, and what merely travels with it creates no state.
      emit(List.of(), batch.sideOutput(), batch.progress(), output);
      return;
    }
    ReorderBuffer buffer = known.orElseGet(runner::emptyBuffer);
    KeyedStates<S> states = Optional.ofNullable(keyedState.read()).orElseGet(runner::noStates);
    SideOutput sideOutput =
        batch.sideOutput().plus(runner.buffer(batch.readings(), buffer, () -> states));
    List<O> outputs;
    long watermark = ordering.watermark(batch.progress(), runner.spec().eventTime());
    if (watermark == StreamProgress.ENDED) {
      outputs = runner.releaseAll(buffer, states);
      pendingState.clear();
      keyedState.clear();
    } else {
      outputs = runner.releaseBefore(watermark, buffer, states);
      // After a pause, later readings may still need the remembered state.
      if (!batch.progress().isPause()) {
        boolean isIdle = buffer.isEmpty() && batch.readings().isEmpty();
        runner.forgetBefore(watermark, isIdle, states);
      }
      pendingState.write(buffer);
      keyedState.write(states.close());
    }
    emit(outputs, sideOutput, batch.progress(), output);
  }

  private void emit(
      List<O> outputs, SideOutput sideOutput, StreamProgress progress, OutputReceiver<B> output) {
    if (!outputs.isEmpty() || !sideOutput.isEmpty() || !progress.dueBuckets().isEmpty()) {
      output.output(runner.packer().pack(outputs, sideOutput, progress));
    }
  }
}
