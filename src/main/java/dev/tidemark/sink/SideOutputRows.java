package dev.tidemark.sink;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.sink.DeadLetterRow.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;

/** What steps have set aside, and the record counts, as rows of their sinks. */
final class SideOutputRows extends DoFn<SideOutput, SinkRow> {
  private final Map<Kind, String> sinks = new EnumMap<>(Kind.class);
  private final boolean keepsNotes;

  SideOutputRows(
      String malformed, Optional<String> late, Optional<String> duplicate, boolean keepsNotes) {
    sinks.put(Kind.MALFORMED, malformed);
    late.ifPresent(sink -> sinks.put(Kind.LATE, sink));
    duplicate.ifPresent(sink -> sinks.put(Kind.DUPLICATE, sink));
    this.keepsNotes = keepsNotes;
  }

  @ProcessElement
  public void rows(@Element SideOutput sideOutput, OutputReceiver<SinkRow> output) {
    for (DeadLetter letter : sideOutput.deadLetters()) {
      DeadLetterRow row = DeadLetterRow.of(letter);
      output.output(new SinkRow(sinks.get(row.kind()), row.row()));
    }
    if (keepsNotes) {
      for (TraceEvent traceEvent : sideOutput.traceEvents()) {
        output.output(new SinkRow(Sinks.NOTES, TraceEventRows.of(traceEvent)));
      }
    }
    if (!sideOutput.counts().isEmpty()) {
      output.output(new SinkRow(Sinks.BOOKS, RecordCountsRows.of(sideOutput.counts())));
    }
  }
}
