package dev.tidemark.sink;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.RecordCountsCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.row.Emitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Writes each sink with {@link WriteJsonLines}; the record counts of the run are one row. */
final class BatchSinks extends FileSinks {
  private static final TupleTag<RecordCounts> COUNTS = new TupleTag<>() {};
  private static final TupleTag<String> TRACE_EVENT_ROWS = new TupleTag<>() {};
  private static final Map<DeadLetter.Kind, TupleTag<String>> DEAD_LETTERS =
      Map.of(
          DeadLetter.Kind.MALFORMED, new TupleTag<>("malformed"),
          DeadLetter.Kind.LATE, new TupleTag<>("late"),
          DeadLetter.Kind.DUPLICATE, new TupleTag<>("duplicate"));

  private final String directory;
  private final int shards;

  BatchSinks(String directory, int shards) {
    this.directory = directory;
    this.shards = shards;
  }

  @Override
  void write(
      Map<String, PCollection<Emitted<String>>> rowsBySink,
      PCollection<SideOutput> sideOutput,
      Map<DeadLetter.Kind, String> deadLetterSinks,
      boolean withTraceEvents) {
    PCollectionTuple sorted =
        sideOutput.apply(
            "SortSideOutput",
            ParDo.of(new SortFn())
                .withOutputTags(
                    COUNTS,
                    TupleTagList.of(List.copyOf(DEAD_LETTERS.values())).and(TRACE_EVENT_ROWS)));
    List<PCollection<RecordCounts>> counts = new ArrayList<>();
    counts.add(sorted.get(COUNTS).setCoder(RecordCountsCoder.of()));
    rowsBySink.forEach(
        (sink, emitted) -> {
          PCollection<String> rows = emitted.apply("Rows_" + sink, Emitted.values());
          write(sink, rows, shards);
          counts.add(countWritten(sink, rows));
        });
    // Dead letters may be as many as the input, so the runner decides how many files they need.
    for (DeadLetter.Kind kind : DeadLetter.Kind.values()) {
      PCollection<String> rows = sorted.get(DEAD_LETTERS.get(kind)).setCoder(StringUtf8Coder.of());
      if (deadLetterSinks.containsKey(kind)) {
        write(deadLetterSinks.get(kind), rows, 0);
      }
    }
    PCollection<String> traceEvents = sorted.get(TRACE_EVENT_ROWS).setCoder(StringUtf8Coder.of());
    if (withTraceEvents) {
      write(TRACE_EVENTS, traceEvents, 1);
    }
    PCollectionList.of(counts)
        .apply("RecordCounts", Flatten.pCollections())
        .apply("AddCounts", Combine.globally(new AddCountsFn()).withoutDefaults())
        .apply("FormatCounts", MapElements.into(TypeDescriptors.strings()).via(SideOutputRows::of))
        .apply("WriteCounts", WriteJsonLines.to(directory + "/" + RECORD_COUNTS, 1));
  }

  private void write(String sink, PCollection<String> rows, int shardsOfSink) {
    rows.apply("Write_" + sink, WriteJsonLines.to(directory + "/" + sink, shardsOfSink));
  }

  private static PCollection<RecordCounts> countWritten(String sink, PCollection<String> rows) {
    return rows.apply("Count_" + sink, Count.globally())
        .apply(
            "RecordCounts_" + sink,
            MapElements.into(TypeDescriptor.of(RecordCounts.class))
                .via(count -> RecordCounts.of(sink, Outcome.WRITTEN, count)))
        .setCoder(RecordCountsCoder.of());
  }

  private static final class SortFn extends DoFn<SideOutput, RecordCounts> {
    @ProcessElement
    public void sort(@Element SideOutput sideOutput, MultiOutputReceiver output) {
      for (DeadLetter letter : sideOutput.deadLetters()) {
        output.get(DEAD_LETTERS.get(letter.kind())).output(SideOutputRows.of(letter));
      }
      for (TraceEvent event : sideOutput.traceEvents()) {
        output.get(TRACE_EVENT_ROWS).output(SideOutputRows.of(event));
      }
      output.get(COUNTS).output(sideOutput.counts());
    }
  }

  private static final class AddCountsFn extends Combine.BinaryCombineFn<RecordCounts> {
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
