package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.ParityTable;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.ShippedPipelines.Expiring;
import dev.tidemark.testing.oracle.Answers;
import dev.tidemark.testing.oracle.NeedsRealReadings;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.RealReadings;
import dev.tidemark.testing.oracle.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shipped pipeline on every engine: all give the same rows as the oracle. Prints how many.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ParityMatrixIT {
  private static final String NAMES = "dev.tidemark.testing.ShippedPipelines#names";
  private static final String REAL = "dev.tidemark.testing.ShippedPipelines#namesAndRealReadings";
  private static final String EXPIRING = "dev.tidemark.testing.ShippedPipelines#expiringWindows";

  private static final Set<Engine> EVERYWHERE = EnumSet.allOf(Engine.class);

  /** A stream on Spark takes some seconds to start and stop: not every input is worth them. */
  private static final Set<Engine> NOT_AS_STREAM_ON_SPARK =
      EnumSet.complementOf(EnumSet.of(Engine.SPARK_REPLAY));

  private final ParityTable table = new ParityTable();
  private final Map<List<Path>, Oracle> oracles = new HashMap<>();
  private List<Path> withAllDefects;
  private List<Path> closeCalls;

  @BeforeAll
  void generate(@TempDir Path folder) throws IOException {
    withAllDefects = ShippedPipelines.generate(folder.resolve("all-defects"));
    closeCalls = ShippedPipelines.closeCalls(folder);
  }

  @AfterAll
  void print() {
    System.out.print(table);
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void theSample(String name, @TempDir Path folder) throws IOException {
    compareShipped(name, "the sample", ShippedPipelines.sample(), folder, NOT_AS_STREAM_ON_SPARK);
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void readingsWithAllDefects(String name, @TempDir Path folder) throws IOException {
    compareShipped(name, "all defects", withAllDefects, folder, EVERYWHERE);
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void closeCalls(String name, @TempDir Path folder) throws IOException {
    compareShipped(name, "close calls", closeCalls, folder, EVERYWHERE);
  }

  @NeedsRealReadings
  @ParameterizedTest
  @MethodSource(REAL)
  void realReadings(String name, RealReadings readings, @TempDir Path folder) throws IOException {
    compareReal(name, readings, folder, NOT_AS_STREAM_ON_SPARK);
  }

  /** Every build runs each pipeline as a stream on Spark with two other inputs, above. */
  @Tag("long")
  @NeedsRealReadings
  @ParameterizedTest
  @MethodSource(NAMES)
  void realReadingsAsAStreamOnSpark(String name, @TempDir Path folder) throws IOException {
    compareReal(name, RealReadings.PHONE_STANDING, folder, EnumSet.of(Engine.SPARK_REPLAY));
  }

  /** Also compares with the answers stored beside the readings. */
  private void compareReal(String name, RealReadings readings, Path folder, Set<Engine> engines)
      throws IOException {
    Map<Engine, Results> all =
        compareShipped(name, readings.toString(), List.of(readings.file()), folder, engines);
    JsonNode expected = readings.expected();
    for (Map.Entry<Engine, Results> run : all.entrySet()) {
      Engine engine = run.getKey();
      Results results = run.getValue();
      assertThat(results.records("read")).isEqualTo(expected.get("records").longValue());
      OptionalLong late = readings.expectedLate(name);
      if (late.isPresent()) {
        assertThat(results.records("late")).isEqualTo(late.getAsLong());
      }
      if (expected.has(name)) {
        assertSink(engine, results, "results", readings.expectedRows(name));
      }
      if (name.equals("activity-monitor")) {
        // No reading of these files is a duplicate; all of a file are too late for the order or
        // none.
        boolean refused = readings.expectedRows("deduplicated-counts").isEmpty();
        String counts = refused ? "deduplicated-counts" : "tumbling-counts-by-user";
        String sessions = refused ? "deduplicated-counts" : "sessions";
        assertSink(engine, results, "counts", readings.expectedRows(counts));
        assertSink(engine, results, "sessions", readings.expectedRows(sessions));
        assertSink(engine, results, "alerts", readings.expectedRows("session-alerts"));
      }
    }
  }

  private static void assertSink(
      Engine engine, Results results, String sink, List<JsonNode> expected) throws IOException {
    List<JsonNode> rows = engine.finalRows(results, sink);
    // The answers stored beside the readings do not cover panes.
    rows.forEach(row -> ((ObjectNode) row).remove("pane"));
    Rows.assertSame(sink, rows, expected);
  }

  /** Two stateful steps in a row, with more readings in a bundle than a step buffers. */
  @Test
  void manyReadingsInABundle(@TempDir Path folder) throws IOException {
    Path many = folder.resolve("many");
    Outcome.of("generate", "--output=" + many, "--rows=200000", "--files=2", "--seed=3")
        .endsWith(0);
    compareShipped("activity-monitor", "many", ShippedPipelines.files(many), folder, EVERYWHERE);
  }

  @ParameterizedTest
  @MethodSource(EXPIRING)
  void windowsThatExpire(Expiring expiring, @TempDir Path folder) throws IOException {
    Path pipeline = Files.writeString(folder.resolve("expiring.yaml"), expiring.yaml());
    Oracle oracle = oracleOf(withAllDefects);
    Answers answers = expiring.answersOf().apply(oracle);
    assertThat(answers.late()).isPositive();
    Row row =
        new Row(expiring.label(), "all defects", pipeline.toString(), oracle, answers, EVERYWHERE);
    compare(row, withAllDefects, folder);
  }

  private Map<Engine, Results> compareShipped(
      String name, String input, List<Path> files, Path folder, Set<Engine> engines)
      throws IOException {
    Oracle oracle = oracleOf(files);
    String pipeline = "pipelines/" + name + ".yaml";
    Row row = new Row(name, input, pipeline, oracle, oracle.answersOf(name), engines);
    return compare(row, files, folder);
  }

  private Oracle oracleOf(List<Path> files) {
    return oracles.computeIfAbsent(files, Oracle::over);
  }

  /** A row of the matrix: a question about some input, and its answers. */
  private record Row(
      String label,
      String input,
      String pipeline,
      Oracle oracle,
      Answers answers,
      Set<Engine> engines) {}

  private Map<Engine, Results> compare(Row row, List<Path> files, Path folder) throws IOException {
    Map<Engine, Results> all = new EnumMap<>(Engine.class);
    Map<String, List<JsonNode>> first = new TreeMap<>();
    for (Engine engine : row.engines) {
      Results results = engine.run(row.pipeline, files, folder.resolve(engine.name()));
      results.assertHolds(engine, row.oracle, row.answers);
      int count = 0;
      for (String sink : results.sinks()) {
        List<JsonNode> rows = engine.finalRows(results, sink);
        Rows.assertSame(
            engine + " and the first engine: " + sink,
            rows,
            first.computeIfAbsent(sink, fresh -> rows));
        count += rows.size();
      }
      table.put(row.input, row.label, engine, count);
      all.put(engine, results);
    }
    return all;
  }
}
