package dev.tidemark.sink;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Note;
import dev.tidemark.model.SetAside;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;

/** What steps have set aside, and the books, as rows of their sinks. */
final class SetAsideRows extends DoFn<SetAside, SinkRow> {
  private final String malformedSink;
  private final String lateSink;
  private final String duplicateSink;
  private final boolean keepsNotes;

  SetAsideRows(
      String malformed, Optional<String> late, Optional<String> duplicate, boolean keepsNotes) {
    this.malformedSink = malformed;
    this.lateSink = late.orElse("");
    this.duplicateSink = duplicate.orElse("");
    this.keepsNotes = keepsNotes;
  }

  @ProcessElement
  public void rows(@Element SetAside setAside, OutputReceiver<SinkRow> output) {
    for (DeadLetter letter : setAside.deadLetters()) {
      output.output(row(letter));
    }
    if (keepsNotes) {
      for (Note note : setAside.notes()) {
        output.output(new SinkRow(Sinks.NOTES, NoteRows.of(note)));
      }
    }
    if (!setAside.books().counts().isEmpty()) {
      output.output(new SinkRow(Sinks.BOOKS, BooksRows.of(setAside.books())));
    }
  }

  private SinkRow row(DeadLetter letter) {
    if (letter instanceof MalformedLine malformed) {
      return new SinkRow(malformedSink, DeadLetterRows.of(malformed));
    }
    if (letter instanceof LateReading late) {
      return new SinkRow(lateSink, DeadLetterRows.of(late));
    }
    return new SinkRow(duplicateSink, DeadLetterRows.of((DuplicateReading) letter));
  }
}
