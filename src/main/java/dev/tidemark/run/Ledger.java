package dev.tidemark.run;

import dev.tidemark.explain.ReadingId;
import dev.tidemark.explain.Story;
import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.Note;
import dev.tidemark.sink.BooksRows;
import dev.tidemark.sink.NoteRows;
import dev.tidemark.sink.Sinks;
import dev.tidemark.spec.PipelineSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.fs.ResourceId;

/** What a run has written down of itself: its books, and notes where a reading is explained. */
record Ledger(Books books, List<Note> notes) {

  /** Reads what a run has left below a directory. */
  static Ledger in(Folder folder) throws Failure {
    try {
      Books books = Books.EMPTY;
      for (String row : rows(folder.child(Sinks.BOOKS))) {
        books = books.plus(BooksRows.parse(row));
      }
      List<Note> notes = new ArrayList<>();
      for (String row : rows(folder.child(Sinks.NOTES))) {
        notes.add(NoteRows.parse(row));
      }
      return new Ledger(books, notes);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.PIPELINE_FAILED, List.of("the run has left no books: " + e.getMessage()), e);
    }
  }

  /** Rows by sink. */
  Map<String, Long> outputs(PipelineSpec spec) {
    Map<String, Long> outputs = new LinkedHashMap<>();
    for (String sink : spec.resultSinks()) {
      outputs.put(sink, books.count(sink, Outcome.WRITTEN));
    }
    spec.lateSink().ifPresent(sink -> outputs.put(sink, books.total(Outcome.LATE)));
    spec.duplicateSink().ifPresent(sink -> outputs.put(sink, books.total(Outcome.DUPLICATE)));
    outputs.put(spec.source().malformedSink(), books.total(Outcome.MALFORMED));
    return outputs;
  }

  /** What the notes say of a reading. */
  Story story(ReadingId id, PipelineSpec spec) {
    Story story = new Story(id, spec.transformNames());
    notes.forEach(story::add);
    return story;
  }

  private static List<String> rows(Folder folder) throws IOException {
    List<String> rows = new ArrayList<>();
    for (ResourceId file : folder.files("*.jsonl")) {
      folder.read(file.getFilename()).lines().forEach(rows::add);
    }
    return rows;
  }
}
