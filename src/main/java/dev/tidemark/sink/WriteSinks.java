package dev.tidemark.sink;

import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.RecordCountsCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.time.ToGlobalWindow;
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
  private final List<PCollection<SideOutput>> sideOutput = new ArrayList<>();

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
    rows.put(sink, rowsOfSink.apply("RowsOf_" + sink, ToGlobalWindow.create()));
  }

  @Override
  public void addSideOutput(String step, PCollection<SideOutput> sideOutputOfStep) {
    sideOutput.add(sideOutputOfStep.apply("SetAside_" + step, ToGlobalWindow.create()));
  }

  @Override
  public void keepTraceEvents() {
    keepsNotes = true;
  }

  @Override
  public void write(String malformed, Optional<String> late, Optional<String> duplicate) {
    PCollectionTuple sorted =
        PCollectionList.of(sideOutput)
            .apply("SetAside", Flatten.pCollections())
            .apply("SortSetAside", new SortSideOutputs());
    List<PCollection<RecordCounts>> counts =
        new ArrayList<>(List.of(sorted.get(SortSideOutputs.BOOKS)));
    rows.forEach(
        (sink, rowsOfSink) -> {
          write(sink, rowsOfSink, shards);
          counts.add(written(sink, rowsOfSink));
        });
    // Dead letters may be as many as the input: the runner writes them where they are.
    write(malformed, sorted.get(SortSideOutputs.MALFORMED), 0);
    late.ifPresent(sink -> write(sink, sorted.get(SortSideOutputs.LATE), 0));
    duplicate.ifPresent(sink -> write(sink, sorted.get(SortSideOutputs.DUPLICATE), 0));
    if (keepsNotes) {
      write(NOTES, sorted.get(SortSideOutputs.NOTES), 1);
    }
    PCollectionList.of(counts)
        .apply("Books", Flatten.pCollections())
        .apply("Balance", Combine.globally(new AddBooks()).withoutDefaults())
        .apply("BooksRows", MapElements.into(TypeDescriptors.strings()).via(RecordCountsRows::of))
        .apply("WriteBooks", WriteJsonLines.to(directory + "/" + BOOKS, 1));
  }

  private void write(String sink, PCollection<String> rowsOfSink, int shardsOfSink) {
    rowsOfSink.apply("Write_" + sink, WriteJsonLines.to(directory + "/" + sink, shardsOfSink));
  }

  private static PCollection<RecordCounts> written(String sink, PCollection<String> rowsOfSink) {
    return rowsOfSink
        .apply("Count_" + sink, Count.globally())
        .apply(
            "Books_" + sink,
            MapElements.into(TypeDescriptor.of(RecordCounts.class))
                .via(count -> RecordCounts.of(sink, Outcome.WRITTEN, count)))
        .setCoder(RecordCountsCoder.of());
  }

  private static final class AddBooks extends Combine.BinaryCombineFn<RecordCounts> {
    @Override
    public RecordCounts apply(RecordCounts left, RecordCounts right) {
      return left.plus(right);
    }

    @Override
    public RecordCounts identity() {
      return RecordCounts.EMPTY;
    }
  }
}
