package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.oracle.Answers;
import dev.tidemark.oracle.Oracle;
import dev.tidemark.oracle.RealReadings;
import dev.tidemark.oracle.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Runs the shipped pipelines on one runner and holds their output against the oracle. */
final class ShippedPipelines {
  private final String profile;
  private final String runner;

  private ShippedPipelines(String profile, String runner) {
    this.profile = profile;
    this.runner = runner;
  }

  static ShippedPipelines onDirect() {
    return new ShippedPipelines("runner-profiles/direct.properties", "DirectRunner");
  }

  static ShippedPipelines onSpark() {
    return new ShippedPipelines("runner-profiles/spark.properties", "SparkRunner");
  }

  /** The name of every file in {@code pipelines/}. */
  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("pipelines"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yaml"))
          .map(file -> file.substring(0, file.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  /** Every shipped pipeline with every file of real readings. */
  static List<Arguments> namesAndRealReadings() throws IOException {
    List<Arguments> pairs = new ArrayList<>();
    for (String name : names()) {
      for (RealReadings readings : RealReadings.values()) {
        pairs.add(arguments(name, readings));
      }
    }
    return pairs;
  }

  /** Pipelines whose windows expire, each with what the oracle says of it. */
  static List<Arguments> expiringWindows() {
    String fixed =
        """
        pipeline:
          type: chain
          transforms:
            - {type: ReadFromJson, config: {path: none, error_handling: {output: malformed}}}
            - {type: AssignTimestamps, config: {timestamp: Creation_Time, max_delay: 10s}}
            - type: Combine
              windowing: {type: fixed, size: 10m, allowed_lateness: %s}
              config: {group_by: User, combine: {count: count}}
            - {type: WriteToJson, config: {path: results}}
        """;
    String sessions =
        """
        pipeline:
          type: chain
          transforms:
            - {type: ReadFromJson, config: {path: none, error_handling: {output: malformed}}}
            - {type: AssignTimestamps, config: {timestamp: Creation_Time, max_delay: 10s}}
            - {type: Filter, config: {keep: x is not null}}
            - type: Combine
              windowing: {type: sessions, gap: 5s, allowed_lateness: %s}
              config:
                group_by: [User]
                combine: {count: count, activities: {fn: distinct, value: gt}, mean_x: {fn: mean, value: x}}
            - {type: WriteToJson, config: {path: results}}
        """;
    return List.of(
        arguments(named("fixed, 0 s", fixed.formatted("0s")), byUser(0)),
        arguments(named("fixed, 2 min", fixed.formatted("2m")), byUser(120_000)),
        arguments(named("sessions, 0 s", sessions.formatted("0s")), sessions(0)),
        arguments(named("sessions, 5 min", sessions.formatted("5m")), sessions(300_000)));
  }

  private static Function<Oracle, Answers> byUser(long allowedLateness) {
    return oracle -> oracle.tumblingByUser(OptionalLong.of(allowedLateness));
  }

  private static Function<Oracle, Answers> sessions(long allowedLateness) {
    return oracle -> oracle.sessionsOf(OptionalLong.of(allowedLateness));
  }

  /** Runs a shipped pipeline over files and compares everything that it left. */
  Results check(String name, List<Path> input, Path output) throws IOException {
    Oracle oracle = Oracle.over(input);
    return check("pipelines/" + name + ".yaml", input, output, oracle, oracle.answersOf(name));
  }

  /** Runs a pipeline file over files and compares everything that it left. */
  Results check(String pipeline, List<Path> input, Path output, Oracle oracle, Answers answers)
      throws IOException {
    String files = String.join(",", input.stream().map(Path::toString).toList());
    Outcome outcome =
        Outcome.of(
            "--pipeline=" + pipeline,
            "--profile=" + profile,
            "--input=" + files,
            "--output=" + output);
    outcome.endsWith(0);
    Results results = new Results(output);
    results.assertHolds(oracle, answers);
    assertThat(results.manifest().get("runner").textValue()).isEqualTo(runner);
    assertThat(pipeline).endsWith(results.manifest().get("pipeline").textValue() + ".yaml");
    assertThat(outcome.log()).contains(runner).contains(output.toString());
    return results;
  }

  /** Runs a shipped pipeline over real readings and compares with the answers kept beside them. */
  void checkReal(String name, RealReadings readings, Path output) throws IOException {
    Results results = check(name, List.of(readings.file()), output);
    if (readings.expected().has(name)) {
      List<JsonNode> rows = results.rows("results");
      // What is kept beside the readings says nothing of panes.
      rows.forEach(row -> ((ObjectNode) row).remove("pane"));
      Rows.assertSame(name, rows, readings.expectedRows(name));
    }
    assertThat(results.records("read")).isEqualTo(readings.expected().get("records").longValue());
  }

  /** Generates readings with every defect that there is. */
  static List<Path> generate(Path directory) throws IOException {
    Outcome.of(
            "generate",
            "--output=" + directory,
            "--rows=30000",
            "--files=7",
            "--seed=31",
            "--malformed=300",
            "--duplicates=1500",
            "--late=1200",
            "--nullX=400")
        .endsWith(0);
    return files(directory);
  }

  /** The files of the sample. */
  static List<Path> sample() throws IOException {
    return files(Path.of("data", "activity"));
  }

  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
