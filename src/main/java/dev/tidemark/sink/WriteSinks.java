package dev.tidemark.sink;

import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.BooksCoder;
import dev.tidemark.model.SetAside;
import dev.tidemark.time.ForgetWindows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Writes what comes out of a bounded input: each sink at the end, as files that are all there. */
public final class WriteSinks implements Sinks {
  private final String directory;
  private final int shards;
  private final Map<String, PCollection<String>> rows = new LinkedHashMap<>();
  private final List<PCollection<SetAside>> setAside = new ArrayList<>();

  private boolean keepsNotes;

  private WriteSinks(String directory, int shards) {
    this.directory = directory;
    this.shards = shards;
  }

  /**
   * Writes below a directory.
   *
   * @param shards files for each sink of results; 0 leaves it to the runner
   */
  public static WriteSinks below(String directory, int shards) {
    return new WriteSinks(directory, shards);
  }

  @Override
  public void addRows(String sink, PCollection<String> rowsOfSink) {
    rows.put(sink, rowsOfSink.apply("RowsOf_" + sink, ForgetWindows.create()));
  }

  @Override
  public void addSetAside(String step, PCollection<SetAside> setAsideOfStep) {
    setAside.add(setAsideOfStep.apply("SetAside_" + step, ForgetWindows.create()));
  }

  @Override
  public void keepNotes() {
    keepsNotes = true;
  }

  @Override
  public void write(String malformed, Optional<String> late, Optional<String> duplicate) {
    PCollectionTuple sorted =
        PCollectionList.of(setAside)
            .apply("SetAside", Flatten.pCollections())
            .apply("SortSetAside", new SortSetAside());
    List<PCollection<Books>> books = new ArrayList<>(List.of(sorted.get(SortSetAside.BOOKS)));
    rows.forEach(
        (sink, rowsOfSink) -> {
          write(sink, rowsOfSink, shards);
          books.add(written(sink, rowsOfSink));
        });
    // Dead letters may be as many as the input: the runner writes them where they are.
    write(malformed, sorted.get(SortSetAside.MALFORMED), 0);
    late.ifPresent(sink -> write(sink, sorted.get(SortSetAside.LATE), 0));
    duplicate.ifPresent(sink -> write(sink, sorted.get(SortSetAside.DUPLICATE), 0));
    if (keepsNotes) {
      write(NOTES, sorted.get(SortSetAside.NOTES), 1);
    }
    PCollectionList.of(books)
        .apply("Books", Flatten.pCollections())
        .apply("Balance", Combine.globally(new AddBooks()).withoutDefaults())
        .apply("BooksRows", MapElements.into(TypeDescriptors.strings()).via(BooksRows::of))
        .apply("WriteBooks", WriteJsonLines.to(directory + "/" + BOOKS, 1));
  }

  private void write(String sink, PCollection<String> rowsOfSink, int shardsOfSink) {
    rowsOfSink.apply("Write_" + sink, WriteJsonLines.to(directory + "/" + sink, shardsOfSink));
  }

  private static PCollection<Books> written(String sink, PCollection<String> rowsOfSink) {
    return rowsOfSink
        .apply("Count_" + sink, Count.globally())
        .apply(
            "Books_" + sink,
            MapElements.into(TypeDescriptor.of(Books.class))
                .via(count -> Books.of(sink, Outcome.WRITTEN, count)))
        .setCoder(BooksCoder.of());
  }

  private static final class AddBooks extends Combine.BinaryCombineFn<Books> {
    @Override
    public Books apply(Books left, Books right) {
      return left.plus(right);
    }

    @Override
    public Books identity() {
      return Books.EMPTY;
    }
  }
}
