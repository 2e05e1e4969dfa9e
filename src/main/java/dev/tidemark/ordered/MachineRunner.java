package dev.tidemark.ordered;

import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.OrderingSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.values.Row;

/**
 * Runs a state machine over the readings of a bucket's keys: the part that is the same in every
 * DoFn which does. The DoFn holds the state, and knows up to which moment no earlier reading can
 * arrive.
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

  /** The coder of the readings of a bucket that are buffered. */
  Coder<ReorderBuffer> bufferCoder() {
    return new ReorderBufferCoder(schema);
  }

  /** Starts without anything buffered. */
  ReorderBuffer emptyBuffer() {
    return ReorderBuffer.empty(schema);
  }

  Coder<KeyedStates<S>> statesCoder() {
    return new KeyedStates.StatesCoder<>(machine, spec.key());
  }

  /** Starts without a key that has a state. */
  KeyedStates<S> noStates() {
    return KeyedStates.none(machine, spec.key());
  }

  /**
   * Buffers readings; those whose key's machine has already passed them become side output.
   *
   * @param states asked only if the machine of some key has passed one of them
   */
  SideOutput buffer(
      ReadingColumns readings, ReorderBuffer buffer, Supplier<KeyedStates<S>> states) {
    List<LateReading> late = new ArrayList<>();
    List<Reading> inTime = new ArrayList<>(readings.size());
    for (Reading reading : readings) {
      long release = spec.releaseTime(reading);
      long takenTo =
          release > buffer.takenTo()
              ? Long.MIN_VALUE
              : states.get().takenTo(reading.columns(), reading.row());
      if (release > takenTo) {
        inTime.add(reading);
      } else {
        late.add(LateReading.behindOrder(takenTo - release, reading));
      }
    }
    buffer.add(inTime, spec);
    return late.isEmpty()
        ? SideOutput.NOTHING
        : new SideOutput(
            List.copyOf(late),
            RecordCounts.of(step, Outcome.LATE, late.size())
                .plus(RecordCounts.of(spec.late(step, late))));
  }

  /** Passes to the machines what is due before a moment, ms since 1970; returns what they emit. */
  List<O> releaseBefore(long ms, ReorderBuffer buffer, KeyedStates<S> states) {
    List<O> outputs = new ArrayList<>();
    release(ms, buffer, machines(states, outputs));
    return outputs;
  }

  /** Passes everything to the machines, and ends the input of all keys; returns what they emit. */
  List<O> releaseAll(ReorderBuffer buffer, KeyedStates<S> states) {
    List<O> outputs = new ArrayList<>();
    KeyedMachines<S, O> machines = machines(states, outputs);
    release(Long.MAX_VALUE, buffer, machines);
    machines.end();
    return outputs;
  }

  /**
   * Lets the machines forget whatever only readings released before a moment could need. This
   * visits all keys of the bucket, so it is done once per retention, and when the bucket is idle.
   */
  void forgetBefore(long ms, boolean isIdle, KeyedStates<S> states) {
    if (!spec.retention().isZero()) {
      states.forgetBefore(ms, isIdle ? 0 : spec.retention().toMillis());
    }
  }

  /** Packs outputs for which no later step waits: they carry no progress of a stream. */
  B pack(List<O> outputs, SideOutput sideOutput) {
    return packer.pack(outputs, sideOutput, StreamProgress.AT_ONCE);
  }

  private KeyedMachines<S, O> machines(KeyedStates<S> states, List<O> outputs) {
    return new KeyedMachines<>(machine, spec.key(), states, outputs::add);
  }

  private void release(long ms, ReorderBuffer buffer, KeyedMachines<S, O> machines) {
    for (Reading reading : buffer.takeBefore(ms, spec)) {
      machines.next(reading.columns(), reading.row()).takenTo(spec.releaseTime(reading));
    }
    machines.update();
  }
}
