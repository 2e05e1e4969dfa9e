package dev.tidemark.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.SideOutputCoder;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.row.Emitted;
import dev.tidemark.testing.Readings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamSinksTest {
  @TempDir Path folder;

  @Test
  void everyOutputIsInTheFilesOfItsSink() throws IOException {
    run(true);
    assertThat(lines("counts")).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    assertThat(lines("alerts")).containsExactly("{\"n\":4}");
    assertThat(lines("broken"))
        .containsExactly(
            "{\"file\":\"f\",\"offset\":9,\"reason\":\"wrong_type\",\"error\":\"no object\","
                + "\"line\":\"3\"}");
    assertThat(lines(Sinks.TRACE_EVENTS)).hasSize(1);
    assertThat(recordCounts())
        .isEqualTo(
            RecordCounts.of("Read", Outcome.READ, 5)
                .plus(RecordCounts.of("Distinct", Outcome.READ, 4))
                .plus(RecordCounts.of("counts", Outcome.WRITTEN, 3))
                .plus(RecordCounts.of("alerts", Outcome.WRITTEN, 1))
                .plus(RecordCounts.of("broken", Outcome.WRITTEN, 1)));
    assertThat(lines(Sinks.UNFINISHED)).isEmpty();
  }

  @Test
  void traceEventsAreOmittedUnlessRequested() throws IOException {
    run(false);
    assertThat(folder.resolve(Sinks.TRACE_EVENTS)).doesNotExist();
    assertThat(lines("counts")).hasSize(3);
  }

  private void run(boolean keepNotes) {
    TestPipeline pipeline = TestPipeline.create();
    pipeline.enableAbandonedNodeEnforcement(false);
    Sinks sinks = Sinks.ofStream(folder.toString(), TaskIdentity.NONE);
    sinks.addRows("counts", NumberRow.JSON_LINES, rows(pipeline, "Counts", 1, 2, 3));
    sinks.addRows("alerts", NumberRow.JSON_LINES, rows(pipeline, "Alerts", 4));
    MalformedLine line =
        new MalformedLine("f", 9, MalformedLine.Reason.WRONG_TYPE, "no object", "3", false);
    sinks.addSideOutput(
        "Read",
        sideOutput(
            pipeline,
            "Read",
            new SideOutput(List.of(line), RecordCounts.of("Read", Outcome.READ, 5))));
    TraceEvent traceEvent = new TraceEvent.Event("Distinct", Readings.atMillis(1).build(), "kept");
    sinks.addSideOutput(
        "Distinct",
        sideOutput(
            pipeline,
            "Distinct",
            new SideOutput(
                List.of(), RecordCounts.of("Distinct", Outcome.READ, 4), List.of(traceEvent))));
    if (keepNotes) {
      sinks.keepTraceEvents();
    }
    sinks.write("broken", Optional.empty(), Optional.empty());
    pipeline.run().waitUntilFinish();
  }

  /** As steps after windows emit them. */
  private static PCollection<Emitted<Row>> rows(
      TestPipeline pipeline, String step, Integer... numbers) {
    return pipeline
        .apply(
            step,
            Create.of(Stream.of(numbers).map(NumberRow::of).map(Emitted::now).toList())
                .withCoder(Emitted.rowCoder(NumberRow.SCHEMA)))
        .apply(step + "Windows", Window.into(FixedWindows.of(Duration.standardMinutes(1))));
  }

  private static PCollection<SideOutput> sideOutput(
      TestPipeline pipeline, String step, SideOutput sideOutput) {
    return pipeline.apply(step, Create.of(sideOutput).withCoder(SideOutputCoder.of()));
  }

  private List<String> lines(String sink) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve(sink))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private RecordCounts recordCounts() throws IOException {
    RecordCounts counts = RecordCounts.EMPTY;
    for (String row : lines(Sinks.RECORD_COUNTS)) {
      counts = counts.plus(SideOutputRows.parseCounts(row));
    }
    return counts;
  }
}
