package dev.tidemark.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A column of the parity matrix: a runner, and how it reads. */
public enum Engine {
  DIRECT_BATCH("direct", "DirectRunner", "batch"),
  SPARK_BATCH("spark", "SparkRunner", "batch"),
  DIRECT_REPLAY("direct", "DirectRunner", "replay"),
  SPARK_REPLAY("spark", "SparkRunner", "replay");

  private static final Set<String> NOT_REFINED = Set.of("late", "duplicate", "malformed");

  private final String profile;
  private final String runner;
  private final String mode;

  Engine(String profile, String runner, String mode) {
    this.profile = profile;
    this.runner = runner;
    this.mode = mode;
  }

  /** Runs a pipeline file from the command line; fails unless that succeeds and says so. */
  public Results run(String pipeline, List<Path> input, Path output) throws IOException {
    return run(
        pipeline,
        output,
        "--input=" + String.join(",", input.stream().map(Path::toString).toList()));
  }

  /** Runs a pipeline file over the input that an option names. */
  public Results run(String pipeline, Path output, String input) throws IOException {
    Outcome outcome =
        Outcome.of(
            "--pipeline=" + pipeline, profileOption(), modeOption(), input, "--output=" + output);
    outcome.endsWith(0);
    assertThat(outcome.log()).contains(runner).contains(output.toString());
    Results results = new Results(output);
    JsonNode manifest = results.manifest();
    assertThat(manifest.get("runner").textValue()).isEqualTo(runner);
    assertThat(manifest.get("mode").textValue()).isEqualTo(mode);
    assertThat(pipeline).endsWith(manifest.get("pipeline").textValue() + ".yaml");
    return results;
  }

  public String profileOption() {
    return "--profile=runner-profiles/" + profile + ".properties";
  }

  public String modeOption() {
    return "--mode=" + mode;
  }

  /** Whether later rows refine earlier ones. */
  boolean isStream() {
    return !mode.equals("batch");
  }

  /**
   * The answers among the rows of a sink: each row of a batch, of a stream the last of each key.
   */
  public List<JsonNode> finalRows(Results results, String sink) throws IOException {
    List<JsonNode> rows = results.rows(sink);
    return isStream() && !NOT_REFINED.contains(sink)
        ? FinalRows.of(results.manifest().get("pipeline").textValue(), rows)
        : rows;
  }
}
