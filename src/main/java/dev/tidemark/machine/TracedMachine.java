package dev.tidemark.machine;

import dev.tidemark.model.Reading;
import dev.tidemark.model.RowBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.trace.TracedReading;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A machine that puts out rows, and a note whenever it takes a reading that is watched.
 *
 * <p>DISCUSSION. It adds nothing to the machine's state, and decides nothing: missing, duplicate,
 * disordered and late readings, and input without end, are the machine's own matter.
 */
public record TracedMachine<S extends Serializable>(
    StateMachine<S, String> machine, String step, TracedReading watch)
    implements StateMachine<S, TracedMachine.Output> {

  /** A row of the machine, or a note on it. */
  public sealed interface Output {
    record Row(String row) implements Output {}

    record Noted(TraceEvent note) implements Output {}
  }

  /** Makes one element of what came out. */
  public static RowBatch pack(List<Output> outputs, SideOutput sideOutput) {
    List<String> rows = new ArrayList<>();
    List<TraceEvent> traceEvents = new ArrayList<>();
    for (Output output : outputs) {
      if (output instanceof Output.Row row) {
        rows.add(row.row());
      } else if (output instanceof Output.Noted noted) {
        traceEvents.add(noted.note());
      }
    }
    return new RowBatch(rows, sideOutput.plus(SideOutput.of(traceEvents)));
  }

  @Override
  public S start() {
    return machine.start();
  }

  @Override
  public S next(S state, Reading reading, Consumer<? super Output> outputs) {
    List<String> rows = new ArrayList<>();
    S next = machine.next(state, reading, rows::add);
    rows.forEach(row -> outputs.accept(new Output.Row(row)));
    if (watch.sees(reading)) {
      outputs.accept(new Output.Noted(new TraceEvent.Event(step, reading, text(rows))));
    }
    return next;
  }

  @Override
  public void update(S before, S now, Consumer<? super Output> outputs) {
    machine.update(before, now, row -> outputs.accept(new Output.Row(row)));
  }

  @Override
  public void end(S state, Consumer<? super Output> outputs) {
    machine.end(state, row -> outputs.accept(new Output.Row(row)));
  }

  private static String text(List<String> rows) {
    return rows.isEmpty()
        ? "taken in order"
        : "taken in order; then came the row " + String.join(" ", rows);
  }
}
