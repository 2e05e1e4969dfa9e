package dev.tidemark.sink;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCountsCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
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

/** Sorts what all steps have set aside into rows for its sinks, and the record counts. */
final class SortSideOutputs extends PTransform<PCollection<SideOutput>, PCollectionTuple> {
  static final TupleTag<RecordCounts> BOOKS = new TupleTag<>() {};
  static final TupleTag<String> MALFORMED = new TupleTag<>() {};
  static final TupleTag<String> LATE = new TupleTag<>() {};
  static final TupleTag<String> DUPLICATE = new TupleTag<>() {};
  static final TupleTag<String> NOTES = new TupleTag<>() {};

  private static final Map<Kind, TupleTag<String>> DEAD_LETTERS =
      Map.of(Kind.MALFORMED, MALFORMED, Kind.LATE, LATE, Kind.DUPLICATE, DUPLICATE);

  @Override
  public PCollectionTuple expand(PCollection<SideOutput> sideOutput) {
    PCollectionTuple sorted =
        sideOutput.apply(
            ParDo.of(new SortFn())
                .withOutputTags(
                    BOOKS, TupleTagList.of(MALFORMED).and(LATE).and(DUPLICATE).and(NOTES)));
    sorted.get(BOOKS).setCoder(RecordCountsCoder.of());
    sorted.get(MALFORMED).setCoder(StringUtf8Coder.of());
    sorted.get(LATE).setCoder(StringUtf8Coder.of());
    sorted.get(DUPLICATE).setCoder(StringUtf8Coder.of());
    sorted.get(NOTES).setCoder(StringUtf8Coder.of());
    return sorted;
  }

  private static final class SortFn extends DoFn<SideOutput, RecordCounts> {
    @ProcessElement
    public void sort(@Element SideOutput sideOutput, MultiOutputReceiver output) {
      for (DeadLetter letter : sideOutput.deadLetters()) {
        DeadLetterRow row = DeadLetterRow.of(letter);
        output.get(DEAD_LETTERS.get(row.kind())).output(row.row());
      }
      for (TraceEvent traceEvent : sideOutput.traceEvents()) {
        output.get(NOTES).output(TraceEventRows.of(traceEvent));
      }
      output.get(BOOKS).output(sideOutput.counts());
    }
  }
}
