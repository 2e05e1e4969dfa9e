package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.aggregate.Aggregate;
import dev.tidemark.aggregate.Aggregation;
import dev.tidemark.aggregate.CombineReadings;
import dev.tidemark.aggregate.Function;
import dev.tidemark.eventtime.AssignTimestamps;
import dev.tidemark.eventtime.EventTime;
import dev.tidemark.eventtime.Firing;
import dev.tidemark.eventtime.TimeField;
import dev.tidemark.eventtime.WindowKind;
import dev.tidemark.eventtime.Windowing;
import dev.tidemark.filter.FilterReadings;
import dev.tidemark.ingest.InputFiles;
import dev.tidemark.ingest.InputFiles.InputFile;
import dev.tidemark.ingest.ReadActivity;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.SetAside;
import dev.tidemark.sink.StepOutput;
import dev.tidemark.state.AlertOnCount;
import dev.tidemark.state.Deduplicate;
import dev.tidemark.state.OrderPolicy;
import dev.tidemark.state.RowsInOrder;
import dev.tidemark.state.SessionGap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
  private static final EventTime CREATION =
      new EventTime(TimeField.CREATION_TIME, Duration.ofSeconds(10));
  private static final OrderPolicy IN_ORDER = new OrderPolicy(CREATION, Duration.ZERO);
  private static final OrderPolicy REMEMBERING = new OrderPolicy(CREATION, TEN_MINUTES);
  private static final WindowKind FIXED = WindowKind.Sliding.fixed(TEN_MINUTES);
  private static final WindowKind SLIDING =
      new WindowKind.Sliding(TEN_MINUTES, Duration.ofMinutes(5));
  private static final Aggregate COUNT = new Aggregate("count", Function.COUNT, Field.USER);

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
  void everyShippedQuestionIsAnsweredAsExpected(String name) throws IOException {
    expected = JSON.readTree(FOLDER.resolve("expected").resolve(name + ".json").toFile());
    PCollection<ReadingBlock> readings = read(FOLDER.resolve(name + ".jsonl"));

    check("tumbling-counts", count("tumbling", readings, FIXED, Windowing.FOR_EVER));
    check(
        "tumbling-counts-by-user",
        count("byUser", readings, FIXED, Windowing.FOR_EVER, Field.USER));
    check("sliding-counts", count("sliding", readings, SLIDING, Windowing.FOR_EVER));

    StepOutput late = count("late", readings, FIXED, TEN_MINUTES, Field.USER);
    check("late-data", late);
    checkLate("late-data", late);

    PCollection<ReadingBlock> withX =
        readings.apply(FilterReadings.keep("filter", Field.X::isPresent));
    check("sessions", sessions(withX));

    StepOutput alerts = readings.apply(RowsInOrder.of("alerts", Field.USER, IN_ORDER, onStairs()));
    check("session-alerts", alerts);
    checkLate("stateful pipelines", alerts);

    PCollection<ReadingBlock> distinct =
        readings.apply(Deduplicate.by("distinct", Field.USER, REMEMBERING));
    check(
        "deduplicated-counts",
        count("dedup", distinct, new WindowKind.Global(), Windowing.FOR_EVER, Field.USER));
    // No row of these files has a duplicate, and none is late within ten minutes or all are.
    check(
        expected.get("deduplicated-counts").isEmpty()
            ? "deduplicated-counts"
            : "tumbling-counts-by-user",
        count("dedupByUser", distinct, FIXED, Windowing.FOR_EVER, Field.USER));
    pipeline.run();
  }

  private PCollection<ReadingBlock> read(Path file) throws IOException {
    InputFile input = new InputFile(file.toAbsolutePath().toString(), Files.size(file), false);
    return pipeline
        .apply(ReadActivity.from(new InputFiles(List.of(input)), "read"))
        .apply(AssignTimestamps.from(CREATION));
  }

  private static StepOutput count(
      String step,
      PCollection<ReadingBlock> readings,
      WindowKind kind,
      Duration allowedLateness,
      Field... groupBy) {
    return readings.apply(
        step,
        CombineReadings.of(
            step,
            new Aggregation(
                List.of(groupBy),
                List.of(COUNT),
                false,
                CREATION,
                windowing(kind, allowedLateness))));
  }

  private static StepOutput sessions(PCollection<ReadingBlock> readings) {
    List<Aggregate> aggregates =
        List.of(
            COUNT,
            new Aggregate("activities", Function.DISTINCT, Field.GT),
            new Aggregate("mean_x", Function.MEAN, Field.X));
    Windowing windowing = windowing(new WindowKind.Sessions(FIVE_SECONDS), Windowing.FOR_EVER);
    return readings.apply(
        "sessions",
        CombineReadings.of(
            "sessions",
            new Aggregation(List.of(Field.USER), aggregates, false, CREATION, windowing)));
  }

  private static AlertOnCount onStairs() {
    Set<String> stairs = Set.of("stairsup", "stairsdown");
    return new AlertOnCount(
        CREATION,
        Field.USER,
        new SessionGap(FIVE_SECONDS),
        500,
        reading -> reading.gt().filter(stairs::contains).isPresent());
  }

  private static Windowing windowing(WindowKind kind, Duration allowedLateness) {
    return new Windowing(
        kind, allowedLateness, Firing.AT_WATERMARK, Windowing.Accumulation.ACCUMULATING);
  }

  private void check(String question, StepOutput output) {
    List<String> rows = new ArrayList<>();
    expected.get(question).forEach(row -> rows.add(row.toString()));
    PAssert.that(question, output.rows())
        .satisfies(
            actual -> {
              List<JsonNode> answered = new ArrayList<>();
              actual.forEach(row -> answered.add(json(row)));
              assertThat(answered)
                  .containsExactlyInAnyOrderElementsOf(
                      rows.stream().map(RealReadingsTest::json).toList());
              return null;
            });
  }

  private void checkLate(String question, StepOutput output) {
    long late = expected.get("late").get(question).asLong();
    long records = expected.get("records").asLong();
    PAssert.that(question, output.setAside())
        .satisfies(
            parts -> {
              SetAside all = SetAside.NOTHING;
              for (SetAside part : parts) {
                all = all.plus(part);
              }
              assertThat(all.deadLetters()).hasSize(Math.toIntExact(late));
              assertThat(all.books().total(Outcome.LATE)).isEqualTo(late);
              assertThat(all.books().count("read", Outcome.ACCEPTED)).isEqualTo(records);
              return null;
            });
  }

  private static JsonNode json(String row) {
    try {
      return JSON.readTree(row);
    } catch (IOException e) {
      throw new UncheckedIOException(row, e);
    }
  }
}
