package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A column of the parity matrix: a runner, and how it reads. */
enum Engine {
  DIRECT_BATCH("direct", "DirectRunner", "batch"),
  SPARK_BATCH("spark", "SparkRunner", "batch");

  private final String profile;
  private final String runner;
  private final String mode;

  Engine(String profile, String runner, String mode) {
    this.profile = profile;
    this.runner = runner;
    this.mode = mode;
  }

  /** Runs a pipeline file by the command line; fails unless that ends well and says so. */
  Results run(String pipeline, List<Path> input, Path output) throws IOException {
    Outcome outcome =
        Outcome.of(
            "--pipeline=" + pipeline,
            "--profile=runner-profiles/" + profile + ".properties",
            "--mode=" + mode,
            "--input=" + String.join(",", input.stream().map(Path::toString).toList()),
            "--output=" + output);
    outcome.endsWith(0);
    assertThat(outcome.log()).contains(runner).contains(output.toString());
    Results results = new Results(output);
    JsonNode manifest = results.manifest();
    assertThat(manifest.get("runner").textValue()).isEqualTo(runner);
    assertThat(manifest.get("mode").textValue()).isEqualTo(mode);
    assertThat(pipeline).endsWith(manifest.get("pipeline").textValue() + ".yaml");
    return results;
  }

  /**
   * The answers among the rows of a sink. Files that are read once answer each key once, so here
   * every row is one; a mode that refines its rows keeps the last of each key.
   */
  List<JsonNode> finalRows(Results results, String sink) throws IOException {
    return results.rows(sink);
  }
}
