package dev.tidemark.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.pipeline.InvalidPipelineFileException;
import dev.tidemark.pipeline.ShippedFile;
import dev.tidemark.row.StepOutput;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.ReadFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real readings give what {@code expected/} beside them says, computed without this project. */
@ExtendWith(TestPipelineExtension.class)
class RealReadingsTest {
  private static final Path FOLDER = Path.of("..", "shared", "data", "hhar");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The questions in whose order readings can be too late. */
  private static final List<String> STATEFUL =
      List.of(
          "activity-state",
          "capped-sessions",
          "count-windows",
          "deduplicated-counts",
          "next-session",
          "session-alerts");

  private static final List<String> OTHERS =
      List.of("sessions", "sliding-counts", "tumbling-counts", "tumbling-counts-by-user");

  private TestPipeline pipeline;
  private JsonNode expected;

  @BeforeEach
  void theFolderIsThere(TestPipeline fresh) {
    assumeTrue(Files.isDirectory(FOLDER), FOLDER + " is not here: real readings are not tested");
    pipeline = fresh;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two-phones-5",
        "two-phones-20",
        "phone-standing-10000",
        "watch-uptime-clock-10000"
      })
  void everyShippedQuestionIsAnsweredAsExpected(String name)
      throws IOException, InvalidPipelineFileException {
    expected = JSON.readTree(FOLDER.resolve("expected").resolve(name + ".json").toFile());
    PCollection<ReadingBatch> readings = read(FOLDER.resolve(name + ".jsonl"));

    for (String question : STATEFUL) {
      StepOutput output = ShippedFile.ask(question, readings).get("results");
      check(question, expected.get(question), output);
      checkLate(question, expected.get("late").get("stateful pipelines").asLong(), output);
    }
    for (String question : OTHERS) {
      StepOutput output = ShippedFile.ask(question, readings).get("results");
      check(question, expected.get(question), output);
      checkLate(question, 0, output);
    }
    StepOutput late = ShippedFile.ask("late-data", readings).get("results");
    check("late-data", expected.get("late-data"), late);
    checkLate("late-data", expected.get("late").get("late-data").asLong(), late);

    // No row of these files has a duplicate, and all of a file are too late for the order or none.
    boolean refused = expected.get("deduplicated-counts").isEmpty();
    Map<String, StepOutput> monitor = ShippedFile.ask("activity-monitor", readings);
    check(
        "monitor: counts",
        expected.get(refused ? "deduplicated-counts" : "tumbling-counts-by-user"),
        monitor.get("counts"));
    check(
        "monitor: sessions",
        expected.get(refused ? "deduplicated-counts" : "sessions"),
        monitor.get("sessions"));
    check("monitor: alerts", expected.get("session-alerts"), monitor.get("alerts"));
    pipeline.run();
  }

  private PCollection<ReadingBatch> read(Path file) throws IOException {
    InputFile input = new InputFile(file.toAbsolutePath().toString(), Files.size(file), false);
    return pipeline.apply(ReadFiles.from(List.of(input), "read"));
  }

  private void check(String question, JsonNode answer, StepOutput output) {
    List<String> rows = new ArrayList<>();
    answer.forEach(row -> rows.add(row.toString()));
    PAssert.that(question, output.rows())
        .satisfies(
            actual -> {
              List<JsonNode> answered = new ArrayList<>();
              actual.forEach(row -> answered.add(withoutPane(json(row))));
              assertThat(answered)
                  .containsExactlyInAnyOrderElementsOf(
                      rows.stream().map(RealReadingsTest::json).toList());
              return null;
            });
  }

  private void checkLate(String question, long late, StepOutput output) {
    long records = expected.get("records").asLong();
    PAssert.that(question, output.sideOutput())
        .satisfies(
            parts -> {
              SideOutput all = SideOutput.NOTHING;
              for (SideOutput part : parts) {
                all = all.plus(part);
              }
              assertThat(all.deadLetters()).hasSize(Math.toIntExact(late));
              assertThat(all.counts().total(Outcome.LATE)).isEqualTo(late);
              assertThat(all.counts().count("read", Outcome.ACCEPTED)).isEqualTo(records);
              return null;
            });
  }

  /** In batch each window is answered once, so its pane is known. */
  private static JsonNode withoutPane(JsonNode row) {
    if (row.has("pane")) {
      assertThat(((ObjectNode) row).remove("pane").toString())
          .isEqualTo("{\"timing\":\"ON_TIME\",\"index\":0,\"is_last\":true}");
    }
    return row;
  }

  private static JsonNode json(String row) {
    try {
      return JSON.readTree(row);
    } catch (IOException e) {
      throw new UncheckedIOException(row, e);
    }
  }
}
