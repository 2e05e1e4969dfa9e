package dev.tidemark.sink;

import dev.tidemark.model.Books;
import dev.tidemark.model.BooksCoder;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Note;
import dev.tidemark.model.SetAside;
import dev.tidemark.sink.DeadLetterRow.Kind;
import java.util.Map;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Sorts what all steps have set aside into rows for its sinks, and the books. */
final class SortSetAside extends PTransform<PCollection<SetAside>, PCollectionTuple> {
  static final TupleTag<Books> BOOKS = new TupleTag<>() {};
  static final TupleTag<String> MALFORMED = new TupleTag<>() {};
  static final TupleTag<String> LATE = new TupleTag<>() {};
  static final TupleTag<String> DUPLICATE = new TupleTag<>() {};
  static final TupleTag<String> NOTES = new TupleTag<>() {};

  private static final Map<Kind, TupleTag<String>> DEAD_LETTERS =
      Map.of(Kind.MALFORMED, MALFORMED, Kind.LATE, LATE, Kind.DUPLICATE, DUPLICATE);

  @Override
  public PCollectionTuple expand(PCollection<SetAside> setAside) {
    PCollectionTuple sorted =
        setAside.apply(
            ParDo.of(new SortFn())
                .withOutputTags(
                    BOOKS, TupleTagList.of(MALFORMED).and(LATE).and(DUPLICATE).and(NOTES)));
    sorted.get(BOOKS).setCoder(BooksCoder.of());
    sorted.get(MALFORMED).setCoder(StringUtf8Coder.of());
    sorted.get(LATE).setCoder(StringUtf8Coder.of());
    sorted.get(DUPLICATE).setCoder(StringUtf8Coder.of());
    sorted.get(NOTES).setCoder(StringUtf8Coder.of());
    return sorted;
  }

  private static final class SortFn extends DoFn<SetAside, Books> {
    @ProcessElement
    public void sort(@Element SetAside setAside, MultiOutputReceiver output) {
      for (DeadLetter letter : setAside.deadLetters()) {
        DeadLetterRow row = DeadLetterRow.of(letter);
        output.get(DEAD_LETTERS.get(row.kind())).output(row.row());
      }
      for (Note note : setAside.notes()) {
        output.get(NOTES).output(NoteRows.of(note));
      }
      output.get(BOOKS).output(setAside.books());
    }
  }
}
