package dev.tidemark.sink;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.row.Emitted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Writes all sinks with one transform, {@link WriteFilesFn}, whose input is rows keyed by sink: for
 * each transform that writes, Spark runs a job in each micro-batch.
 */
final class StreamSinks extends FileSinks {
  private static final KvCoder<String, Emitted<String>> ROWS_BY_SINK =
      KvCoder.of(StringUtf8Coder.of(), Emitted.coder(StringUtf8Coder.of()));

  private final String directory;
  private final TaskIdentity tasks;

  StreamSinks(String directory, TaskIdentity tasks) {
    this.directory = directory;
    this.tasks = tasks;
  }

  @Override
  void write(
      Map<String, PCollection<Emitted<String>>> rowsBySink,
      PCollection<SideOutput> sideOutput,
      Map<DeadLetter.Kind, String> deadLetterSinks,
      boolean withTraceEvents) {
    List<PCollection<KV<String, Emitted<String>>>> rows = new ArrayList<>();
    rowsBySink.forEach(
        (sink, rowsOfSink) ->
            rows.add(rowsOfSink.apply("To_" + sink, WithKeys.of(sink)).setCoder(ROWS_BY_SINK)));
    rows.add(
        sideOutput
            .apply("FormatSideOutput", ParDo.of(new SideOutputFn(deadLetterSinks, withTraceEvents)))
            .setCoder(ROWS_BY_SINK));
    PCollectionList.of(rows)
        .apply("Rows", Flatten.pCollections())
        .apply("Write", ParDo.of(new WriteFilesFn(directory, tasks)));
  }

  /** Formats side output as rows, keyed by sink. */
  static final class SideOutputFn extends DoFn<SideOutput, KV<String, Emitted<String>>> {
    private final Map<DeadLetter.Kind, String> deadLetterSinks;
    private final boolean withTraceEvents;

    SideOutputFn(Map<DeadLetter.Kind, String> deadLetterSinks, boolean withTraceEvents) {
      this.deadLetterSinks = new EnumMap<>(deadLetterSinks);
      this.withTraceEvents = withTraceEvents;
    }

    @ProcessElement
    public void format(
        @Element SideOutput sideOutput, OutputReceiver<KV<String, Emitted<String>>> output) {
      for (DeadLetter letter : sideOutput.deadLetters()) {
        output.output(row(deadLetterSinks.get(letter.kind()), SideOutputRows.of(letter)));
      }
      if (withTraceEvents) {
        for (TraceEvent event : sideOutput.traceEvents()) {
          output.output(row(TRACE_EVENTS, SideOutputRows.of(event)));
        }
      }
      if (!sideOutput.counts().isEmpty()) {
        output.output(row(RECORD_COUNTS, SideOutputRows.of(sideOutput.counts())));
      }
    }

    private static KV<String, Emitted<String>> row(String sink, String text) {
      return KV.of(sink, Emitted.now(text));
    }
  }
}
