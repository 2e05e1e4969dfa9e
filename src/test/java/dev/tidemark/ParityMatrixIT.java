package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.ShippedPipelines.Expiring;
import dev.tidemark.oracle.Answers;
import dev.tidemark.oracle.Oracle;
import dev.tidemark.oracle.RealReadings;
import dev.tidemark.oracle.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shipped pipeline on every engine: all give the same rows, and those of the oracle. Prints
 * how many.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ParityMatrixIT {
  private static final String NAMES = "dev.tidemark.ShippedPipelines#names";
  private static final String REAL = "dev.tidemark.ShippedPipelines#namesAndRealReadings";
  private static final String EXPIRING = "dev.tidemark.ShippedPipelines#expiringWindows";

  private final ParityTable table = new ParityTable();
  private List<Path> withAllDefects;

  @BeforeAll
  void generate(@TempDir Path folder) throws IOException {
    withAllDefects = ShippedPipelines.generate(folder);
  }

  @AfterAll
  void print() {
    System.out.print(table);
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void theSample(String name, @TempDir Path folder) throws IOException {
    compareShipped(name, "the sample", ShippedPipelines.sample(), folder);
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void readingsWithAllDefects(String name, @TempDir Path folder) throws IOException {
    compareShipped(name, "all defects", withAllDefects, folder);
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void closeCalls(String name, @TempDir Path folder) throws IOException {
    compareShipped(name, "close calls", ShippedPipelines.closeCalls(folder), folder);
  }

  /** Compared with the answers kept beside the readings, too. */
  @ParameterizedTest
  @MethodSource(REAL)
  void realReadings(String name, RealReadings readings, @TempDir Path folder) throws IOException {
    RealReadings.assumeTheyExist();
    Map<Engine, Results> all =
        compareShipped(name, readings.toString(), List.of(readings.file()), folder);
    for (Map.Entry<Engine, Results> run : all.entrySet()) {
      Results results = run.getValue();
      assertThat(results.records("read")).isEqualTo(readings.expected().get("records").longValue());
      if (readings.expected().has(name)) {
        List<JsonNode> rows = run.getKey().finalRows(results, "results");
        // What is kept beside the readings says nothing of panes.
        rows.forEach(row -> ((ObjectNode) row).remove("pane"));
        Rows.assertSame(name, rows, readings.expectedRows(name));
      }
    }
  }

  /** Two stateful steps in a row, with more readings in a bundle than a step holds. */
  @Test
  void manyReadingsInABundle(@TempDir Path folder) throws IOException {
    Path many = folder.resolve("many");
    Outcome.of("generate", "--output=" + many, "--rows=200000", "--files=2", "--seed=3")
        .endsWith(0);
    compareShipped("activity-monitor", "many", ShippedPipelines.files(many), folder);
  }

  @ParameterizedTest
  @MethodSource(EXPIRING)
  void windowsThatExpire(Expiring expiring, @TempDir Path folder) throws IOException {
    Path pipeline = Files.writeString(folder.resolve("expiring.yaml"), expiring.yaml());
    Oracle oracle = Oracle.over(withAllDefects);
    Answers answers = expiring.answersOf().apply(oracle);
    assertThat(answers.late()).isPositive();
    Row row = new Row(expiring.label(), "all defects", pipeline.toString(), oracle, answers);
    compare(row, withAllDefects, folder);
  }

  private Map<Engine, Results> compareShipped(
      String name, String input, List<Path> files, Path folder) throws IOException {
    Oracle oracle = Oracle.over(files);
    String pipeline = "pipelines/" + name + ".yaml";
    return compare(new Row(name, input, pipeline, oracle, oracle.answersOf(name)), files, folder);
  }

  /** A row of the matrix: a question about some input, and what it must answer. */
  private record Row(String label, String input, String pipeline, Oracle oracle, Answers answers) {}

  private Map<Engine, Results> compare(Row row, List<Path> files, Path folder) throws IOException {
    Map<Engine, Results> all = new EnumMap<>(Engine.class);
    Map<String, List<JsonNode>> first = new TreeMap<>();
    for (Engine engine : Engine.values()) {
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
