package dev.tidemark.ordered;

import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.OrderingSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.values.Row;

/**
 * Runs a state machine over one key's readings: the part that is the same in every DoFn which does.
 * The DoFn holds the state, and knows up to which moment no earlier reading can arrive.
 *
 * @param step the step's name in the record counts
 * @param schema that of the readings
 * @param <S> the machine's state
 * @param <O> what the machine emits
 * @param <B> the element that the step emits, with several outputs of the machine
 */
record MachineRunner<S, O, B>(
    String step,
    ReadingSchema schema,
    OrderingSpec spec,
    StateMachine<S, O> machine,
    Packer<O, B> packer)
    implements Serializable {

  /** Runs a machine that emits rows. */
  static <S> MachineRunner<S, Row, RowBatch> ofRows(
      String step, ReadingSchema schema, OrderingSpec spec, RowMachine<S> machine) {
    return new MachineRunner<>(
        step,
        schema,
        spec,
        machine,
        (rows, sideOutput, progress) -> RowBatch.now(rows, sideOutput));
  }

  /** Packs what a machine emitted for some readings, and side output, into one element. */
  @FunctionalInterface
  interface Packer<O, B> extends Serializable {
    B pack(List<O> outputs, SideOutput sideOutput, StreamProgress progress);
  }

  /** A machine's state after the readings that were released, and what it emitted for them. */
  record Released<S, O>(S state, List<O> outputs) {}

  /** The coder of the readings of a key that are buffered. */
  Coder<ReorderBuffer> bufferCoder() {
    return new ReorderBufferCoder(schema);
  }

  /** Starts without anything buffered. */
  ReorderBuffer emptyBuffer() {
    return ReorderBuffer.empty(schema);
  }

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
  Released<S, O> releaseBefore(long ms, ReorderBuffer buffer, Optional<S> state) {
    S before = state.orElseGet(machine::start);
    List<O> outputs = new ArrayList<>();
    S now = advance(before, buffer.takeBefore(ms, spec), outputs);
    machine.update(before, now, outputs::add);
    return new Released<>(now, outputs);
  }

  /** Passes everything to the machine, and ends the key's input. */
  Released<S, O> releaseAll(ReorderBuffer buffer, Optional<S> state) {
    Released<S, O> last = releaseBefore(Long.MAX_VALUE, buffer, state);
    machine.end(last.state(), last.outputs()::add);
    return last;
  }

  /** Passes readings that are in order to the machine; returns its state after them. */
  S advance(S state, List<Reading> readings, List<O> outputs) {
    S now = state;
    for (Reading reading : readings) {
      now = machine.next(now, reading, outputs::add);
    }
    return now;
  }

  /** Packs outputs for which no later step waits: they carry no progress of a stream. */
  B pack(List<O> outputs, SideOutput sideOutput) {
    return packer.pack(outputs, sideOutput, StreamProgress.AT_ONCE);
  }
}
