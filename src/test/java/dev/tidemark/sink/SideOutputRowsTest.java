package dev.tidemark.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.Emitted;
import dev.tidemark.testing.Outputs;
import dev.tidemark.testing.Readings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class SideOutputRowsTest {
  private static final String READING =
      "\"reading\":{\"Arrival_Time\":1,\"Creation_Time\":1000000,\"Device\":\"d\",\"Index\":4,"
          + "\"Model\":null,\"User\":\"u\",\"gt\":null,\"x\":null,\"y\":null,\"z\":null}}";

  private final Reading reading = Readings.atMillis(1).user("u").device("d").index(4).build();
  private final TraceEvent traceEvent = new TraceEvent.Event("Distinct", reading, "kept");

  @Test
  void eachDeadLetterIsARowOfTheSinkOfItsKind() {
    SideOutput sideOutput =
        new SideOutput(
            List.of(
                LateReading.behindOrder(7, reading),
                new MalformedLine(
                    "f", 9, MalformedLine.Reason.WRONG_TYPE, "the line is no object", "3", false),
                new DuplicateReading(First.of(reading), reading)),
            RecordCounts.EMPTY);
    assertThat(rows(false, sideOutput))
        .containsExactly(
            KV.of(
                "too_late",
                "{\"reason\":\"behind_order\",\"late_by_ms\":7,\"window_start\":null,"
                    + "\"window_end\":null,"
                    + READING),
            KV.of(
                "broken",
                "{\"file\":\"f\",\"offset\":9,\"reason\":\"wrong_type\","
                    + "\"error\":\"the line is no object\",\"line\":\"3\"}"),
            KV.of(
                "twice",
                "{\"reason\":\"duplicate\",\"first\":{\"Arrival_Time\":1,"
                    + "\"Creation_Time\":1000000,\"Device\":\"d\",\"Index\":4},"
                    + READING));
  }

  @Test
  void recordCountsAreOneRow() {
    RecordCounts counts =
        RecordCounts.of("Read", Outcome.READ, 3).plus(RecordCounts.of("Read", Outcome.ACCEPTED, 2));
    assertThat(rows(false, new SideOutput(List.of(), counts)))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getKey()).isEqualTo("_counts");
              assertThat(SideOutputRows.parseCounts(row.getValue())).isEqualTo(counts);
            });
    assertThat(rows(false, SideOutput.NOTHING)).isEmpty();
  }

  @Test
  void traceEventsAreRowsWhenKept() throws IOException {
    List<KV<String, String>> rows = rows(true, SideOutput.of(List.of(traceEvent)));
    assertThat(rows).extracting(KV::getKey).containsExactly("_trace");
    assertThat(SideOutputRows.parseTraceEvent(rows.get(0).getValue())).isEqualTo(traceEvent);
    assertThat(rows(false, SideOutput.of(List.of(traceEvent)))).isEmpty();
  }

  private static List<KV<String, String>> rows(boolean keepsNotes, SideOutput sideOutput) {
    Outputs<KV<String, Emitted<byte[]>>> rows = new Outputs<>();
    Map<DeadLetter.Kind, String> sinks =
        Map.of(
            DeadLetter.Kind.MALFORMED, "broken",
            DeadLetter.Kind.LATE, "too_late",
            DeadLetter.Kind.DUPLICATE, "twice");
    FileSinks.SideOutputFn format = new FileSinks.SideOutputFn(sinks, keepsNotes);
    format.startBundle();
    format.format(sideOutput, rows);
    DoFn<SideOutput, KV<String, Emitted<byte[]>>> any = format;
    format.finishBundle(
        any.new FinishBundleContext() {
          @Override
          public PipelineOptions getPipelineOptions() {
            return PipelineOptionsFactory.create();
          }

          @Override
          public void output(
              KV<String, Emitted<byte[]>> row, Instant timestamp, BoundedWindow window) {
            rows.output(row);
          }

          @Override
          public <T> void output(TupleTag<T> tag, T row, Instant timestamp, BoundedWindow window) {
            throw new UnsupportedOperationException();
          }
        });
    return rows.kept().stream()
        .map(TimestampedValue::getValue)
        .map(row -> KV.of(row.getKey(), new String(row.getValue().value(), UTF_8)))
        .toList();
  }
}
