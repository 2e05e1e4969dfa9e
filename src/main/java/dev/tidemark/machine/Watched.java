package dev.tidemark.machine;

import dev.tidemark.model.Note;
import dev.tidemark.model.Reading;
import dev.tidemark.model.RowBlock;
import dev.tidemark.model.SetAside;
import dev.tidemark.trace.Watch;
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
public record Watched<S extends Serializable>(
    StateMachine<S, String> machine, String step, Watch watch)
    implements StateMachine<S, Watched.Output> {

  /** A row of the machine, or a note on it. */
  public sealed interface Output {
    record Row(String row) implements Output {}

    record Noted(Note note) implements Output {}
  }

  /** Makes one element of what came out. */
  public static RowBlock pack(List<Output> outputs, SetAside setAside) {
    List<String> rows = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    for (Output output : outputs) {
      if (output instanceof Output.Row row) {
        rows.add(row.row());
      } else if (output instanceof Output.Noted noted) {
        notes.add(noted.note());
      }
    }
    return new RowBlock(rows, setAside.plus(SetAside.of(notes)));
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
      outputs.accept(new Output.Noted(new Note.Event(step, reading, text(rows))));
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
