package dev.tidemark.ordered;

import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.JsonRowFormat;
import dev.tidemark.trace.TracedReading;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.beam.sdk.values.Row;

/** Runs a machine that emits rows, and adds a trace event for each traced reading that it gets. */
record TracedMachine<S>(RowMachine<S> machine, String step, TracedReading traced)
    implements StateMachine<S, TracedMachine.Output> {

  /** A row of the machine, or a trace event. */
  sealed interface Output {
    record Answer(Row row) implements Output {}

    record Event(TraceEvent event) implements Output {}
  }

  /** Packs rows and trace events into one element. */
  static RowBatch pack(List<Output> outputs, SideOutput sideOutput) {
    List<Row> rows = new ArrayList<>();
    List<TraceEvent> traceEvents = new ArrayList<>();
    for (Output output : outputs) {
      if (output instanceof Output.Answer answer) {
        rows.add(answer.row());
      } else if (output instanceof Output.Event event) {
        traceEvents.add(event.event());
      }
    }
    return RowBatch.now(rows, sideOutput.plus(SideOutput.of(traceEvents)));
  }

  @Override
  public S start() {
    return machine.start();
  }

  @Override
  public S next(S state, Reading reading, Consumer<? super Output> outputs) {
    List<Row> rows = new ArrayList<>();
    S next = machine.next(state, reading, rows::add);
    rows.forEach(row -> outputs.accept(new Output.Answer(row)));
    if (traced.sees(reading)) {
      outputs.accept(new Output.Event(new TraceEvent.Event(step, reading, text(rows))));
    }
    return next;
  }

  @Override
  public void update(S before, S now, Consumer<? super Output> outputs) {
    machine.update(before, now, row -> outputs.accept(new Output.Answer(row)));
  }

  @Override
  public void end(S state, Consumer<? super Output> outputs) {
    machine.end(state, row -> outputs.accept(new Output.Answer(row)));
  }

  @Override
  public void write(S state, DataOutput out) throws IOException {
    machine.write(state, out);
  }

  @Override
  public S read(DataInput in) throws IOException {
    return machine.read(in);
  }

  private String text(List<Row> rows) {
    return rows.isEmpty()
        ? "taken in order"
        : "taken in order; then came the row "
            + rows.stream()
                .map(JsonRowFormat.of(machine.schema())::text)
                .collect(Collectors.joining(" "));
  }
}
