package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.time.OrderingSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/**
 * Runs a state machine over one key's readings, however a step learns how far its input has come.
 * In a stream it buffers readings until no earlier one can arrive, and then passes them to the
 * machine in order.
 *
 * @param step the step's name in the record counts
 * @param <S> the machine's state
 * @param <O> what the machine emits
 * @param <B> the element that the step emits, with several outputs of the machine
 */
record MachineRunner<S, O, B>(
    String step, OrderingSpec spec, StateMachine<S, O> machine, Packer<O, B> packer)
    implements Serializable {

  /** Runs a machine that emits rows. */
  static <S> MachineRunner<S, String, RowBatch> ofRows(
      String step, OrderingSpec spec, StateMachine<S, String> machine) {
    return new MachineRunner<>(
        step, spec, machine, (rows, sideOutput, progress) -> new RowBatch(rows, sideOutput));
  }

  /** Packs what a machine emitted for some readings, and side output, into one element. */
  @FunctionalInterface
  interface Packer<O, B> extends Serializable {
    B pack(List<O> outputs, SideOutput sideOutput, StreamProgress progress);
  }

  /** A machine's state after some readings, and what it emitted for them. */
  record Step<S, O>(S state, List<O> outputs) {}

  Coder<S> stateCoder() {
    return new MachineStateCoder<>(machine);
  }

  /** Buffers readings; those that the machine has already passed become side output. */
  SideOutput buffer(List<Reading> readings, ReorderBuffer buffer) {
    List<LateReading> late = buffer.add(readings, spec);
    return late.isEmpty()
        ? SideOutput.NOTHING
        : new SideOutput(
            List.copyOf(late),
            RecordCounts.of(step, Outcome.LATE, late.size())
                .plus(RecordCounts.of(spec.late(step, late))));
  }

  /** Passes to the machine what is due before a moment, ms since 1970. */
  Step<S, O> releaseBefore(long ms, ReorderBuffer buffer, Optional<S> state) {
    S before = state.orElseGet(machine::start);
    S now = before;
    List<O> outputs = new ArrayList<>();
    for (Reading reading : buffer.takeBefore(ms, spec)) {
      now = machine.next(now, reading, outputs::add);
    }
    machine.update(before, now, outputs::add);
    return new Step<>(now, outputs);
  }

  /** Passes everything to the machine, and ends the key's input. */
  Step<S, O> releaseAll(ReorderBuffer buffer, Optional<S> state) {
    Step<S, O> last = releaseBefore(Long.MAX_VALUE, buffer, state);
    machine.end(last.state(), last.outputs()::add);
    return last;
  }

  /** Packs what is not followed by more of a stream. */
  B pack(List<O> outputs, SideOutput sideOutput) {
    return packer.pack(outputs, sideOutput, StreamProgress.AT_ONCE);
  }
}
