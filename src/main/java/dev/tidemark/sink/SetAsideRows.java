package dev.tidemark.sink;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Note;
import dev.tidemark.model.SetAside;
import dev.tidemark.sink.DeadLetterRow.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;

/** What steps have set aside, and the books, as rows of their sinks. */
final class SetAsideRows extends DoFn<SetAside, SinkRow> {
  private final Map<Kind, String> sinks = new EnumMap<>(Kind.class);
  private final boolean keepsNotes;

  SetAsideRows(
      String malformed, Optional<String> late, Optional<String> duplicate, boolean keepsNotes) {
    sinks.put(Kind.MALFORMED, malformed);
    late.ifPresent(sink -> sinks.put(Kind.LATE, sink));
    duplicate.ifPresent(sink -> sinks.put(Kind.DUPLICATE, sink));
    this.keepsNotes = keepsNotes;
  }

  @ProcessElement
  public void rows(@Element SetAside setAside, OutputReceiver<SinkRow> output) {
    for (DeadLetter letter : setAside.deadLetters()) {
      DeadLetterRow row = DeadLetterRow.of(letter);
      output.output(new SinkRow(sinks.get(row.kind()), row.row()));
    }
    if (keepsNotes) {
      for (Note note : setAside.notes()) {
        output.output(new SinkRow(Sinks.NOTES, NoteRows.of(note)));
      }
    }
    if (!setAside.books().isEmpty()) {
      output.output(new SinkRow(Sinks.BOOKS, BooksRows.of(setAside.books())));
    }
  }
}
