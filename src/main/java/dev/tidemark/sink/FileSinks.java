package dev.tidemark.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.TraceEvents;
import dev.tidemark.row.Emitted;
import dev.tidemark.row.RowFormat;
import dev.tidemark.time.ToGlobalWindow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/**
 * Collects what the steps of a pipeline return as one collection of rows, keyed by sink, for a
 * subclass to write: for each transform that writes, Spark runs a job, and the Direct runner
 * prepares a graph of its own.
 */
abstract class FileSinks implements Sinks {
  private static final KvCoder<String, Emitted<byte[]>> ROWS_BY_SINK =
      KvCoder.of(StringUtf8Coder.of(), Emitted.coder(ByteArrayCoder.of()));

  private final Map<String, PCollection<KV<String, Emitted<byte[]>>>> rows = new LinkedHashMap<>();
  private final List<PCollection<SideOutput>> sideOutputs = new ArrayList<>();
  private final Map<String, SinkFiles> filesBySink = new LinkedHashMap<>();
  private boolean keepsTraceEvents;

  @Override
  public final void addRows(String sink, SinkFiles files, PCollection<Emitted<Row>> rowsOfSink) {
    filesBySink.put(sink, files);
    rows.put(
        sink,
        rowsOfSink
            .apply("RowsOf_" + sink, ToGlobalWindow.create())
            .apply("To_" + sink, ParDo.of(new FormatRowFn(sink, files)))
            .setCoder(ROWS_BY_SINK));
  }

  @Override
  public final void addSideOutput(String step, PCollection<SideOutput> sideOutput) {
    sideOutputs.add(sideOutput.apply("SideOutput_" + step, ToGlobalWindow.create()));
  }

  @Override
  public final SinkFiles filesOf(String sink) {
    return filesBySink.getOrDefault(sink, SinkFiles.OF_LINES);
  }

  @Override
  public final void keepTraceEvents() {
    keepsTraceEvents = true;
  }

  @Override
  public final void write(String malformed, Optional<String> late, Optional<String> duplicate) {
    Map<DeadLetter.Kind, String> deadLetterSinks = new EnumMap<>(DeadLetter.Kind.class);
    deadLetterSinks.put(DeadLetter.Kind.MALFORMED, malformed);
    late.ifPresent(sink -> deadLetterSinks.put(DeadLetter.Kind.LATE, sink));
    duplicate.ifPresent(sink -> deadLetterSinks.put(DeadLetter.Kind.DUPLICATE, sink));
    write(deadLetterSinks);
  }

  @Override
  public final void writeCounts() {
    write(new EnumMap<>(DeadLetter.Kind.class));
  }

  private void write(Map<DeadLetter.Kind, String> deadLetterSinks) {
    List<PCollection<KV<String, Emitted<byte[]>>>> all = new ArrayList<>(rows.values());
    all.add(
        PCollectionList.of(sideOutputs)
            .apply("SideOutput", Flatten.pCollections())
            .apply(
                "FormatSideOutput", ParDo.of(new SideOutputFn(deadLetterSinks, keepsTraceEvents)))
            .setCoder(ROWS_BY_SINK));
    deadLetterSinks.forEach(
        (kind, sink) -> filesBySink.put(sink, SinkFiles.ofLines(SideOutputRows.identity(kind))));
    if (keepsTraceEvents) {
      filesBySink.put(TRACE_EVENTS, SinkFiles.OF_LINES);
    }
    write(
        PCollectionList.of(all).apply("RowsBySink", Flatten.pCollections()),
        filesBySink,
        rows.keySet());
  }

  /**
   * Writes records.
   *
   * @param rowsBySink keyed by sink, in the global window
   * @param files of the sinks of results, of dead letters and, if they are kept, of {@link
   *     #TRACE_EVENTS}
   * @param results the sinks of results
   */
  abstract void write(
      PCollection<KV<String, Emitted<byte[]>>> rowsBySink,
      Map<String, SinkFiles> files,
      Set<String> results);

  /** Makes records of rows, keyed by their sink. */
  static final class FormatRowFn extends DoFn<Emitted<Row>, KV<String, Emitted<byte[]>>> {
    private final String sink;
    private final SinkFiles files;
    private transient RowFormat format;

    FormatRowFn(String sink, SinkFiles files) {
      this.sink = sink;
      this.files = files;
    }

    @Setup
    public void setup() {
      format = files.rows();
    }

    @ProcessElement
    public void format(
        @Element Emitted<Row> emitted, OutputReceiver<KV<String, Emitted<byte[]>>> output) {
      output.output(KV.of(sink, emitted.with(format.format(emitted.value()))));
    }
  }

  /**
   * Formats side output as rows, keyed by sink; the record counts of a bundle are one row. Dead
   * letters of a kind that has no sink are left out.
   */
  static final class SideOutputFn extends DoFn<SideOutput, KV<String, Emitted<byte[]>>> {
    private final Map<DeadLetter.Kind, String> deadLetterSinks;
    private final boolean withTraceEvents;
    private transient RecordCounts counts;
    private transient TraceEvents traceEvents;

    SideOutputFn(Map<DeadLetter.Kind, String> deadLetterSinks, boolean withTraceEvents) {
      this.deadLetterSinks = deadLetterSinks;
      this.withTraceEvents = withTraceEvents;
    }

    @StartBundle
    public void startBundle() {
      counts = RecordCounts.EMPTY;
      traceEvents = new TraceEvents();
    }

    @ProcessElement
    public void format(
        @Element SideOutput sideOutput, OutputReceiver<KV<String, Emitted<byte[]>>> output) {
      for (DeadLetter letter : sideOutput.deadLetters()) {
        if (deadLetterSinks.containsKey(letter.kind())) {
          output.output(row(deadLetterSinks.get(letter.kind()), SideOutputRows.of(letter)));
        }
      }
      if (withTraceEvents) {
        sideOutput.traceEvents().forEach(traceEvents::add);
        if (traceEvents.isFull()) {
          traceEvents.take().forEach(event -> output.output(row(event)));
        }
      }
      counts = counts.plus(sideOutput.counts());
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      traceEvents.take().forEach(event -> output(context, row(event)));
      if (!counts.isEmpty()) {
        output(context, row(RECORD_COUNTS, SideOutputRows.of(counts)));
      }
    }

    private static void output(FinishBundleContext context, KV<String, Emitted<byte[]>> row) {
      context.output(row, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
    }

    private static KV<String, Emitted<byte[]>> row(TraceEvent event) {
      return row(TRACE_EVENTS, SideOutputRows.of(event));
    }

    private static KV<String, Emitted<byte[]>> row(String sink, String text) {
      return KV.of(sink, Emitted.now(text.getBytes(UTF_8)));
    }
  }
}
