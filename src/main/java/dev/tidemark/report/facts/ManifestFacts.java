package dev.tidemark.report.facts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.output.ResultFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a finished run says of itself in {@code _manifest.json}.
 *
 * @param arrivals what lateness was measured by; empty if the manifest does not say
 * @param clocks by step, the file of the clock table that corrects its event times
 * @param outputs rows by sink
 * @param steps readings by what became of them, by step
 */
public record ManifestFacts(
    String pipeline,
    String runner,
    String mode,
    String arrivals,
    Map<String, String> clocks,
    String started,
    String finished,
    Records records,
    Map<String, Long> outputs,
    Map<String, StepCounts> steps,
    List<String> failedConditions) {

  /**
   * What a manifest says, as far as its version says it.
   *
   * @throws IOException if no run has written it: each counts its records
   */
  static ManifestFacts of(JsonNode json) throws IOException {
    if (!json.path("records").isObject()) {
      throw new IOException(ResultFiles.MANIFEST + " is not what a run writes");
    }
    return new ManifestFacts(
        json.path("pipeline").asText(),
        json.path("runner").asText(),
        json.path("mode").asText(),
        json.path("arrivals").asText(),
        Json.map(json.path("clocks"), file -> file.path("table").asText()),
        json.path("started").asText(),
        json.path("finished").asText(),
        Records.of(json.path("records")),
        Json.map(json.path("outputs"), JsonNode::asLong),
        Json.map(json.path("steps"), StepCounts::of),
        Json.list(json.path("failed_conditions"), JsonNode::asText));
  }

  /** Lines and readings of the whole run. */
  public record Records(long read, long accepted, long malformed, long late, long duplicate) {
    private static Records of(JsonNode json) {
      return new Records(
          json.path("read").asLong(),
          json.path("accepted").asLong(),
          json.path("malformed").asLong(),
          json.path("late").asLong(),
          json.path("duplicate").asLong());
    }
  }

  /**
   * What one step received, and what it did not pass on.
   *
   * @param corrected readings of devices that a clock table names
   */
  public record StepCounts(
      long read,
      long accepted,
      long malformed,
      long filtered,
      long duplicate,
      long late,
      long corrected) {
    private static StepCounts of(JsonNode json) {
      return new StepCounts(
          json.path("read").asLong(),
          json.path("accepted").asLong(),
          json.path("malformed").asLong(),
          json.path("filtered").asLong(),
          json.path("duplicate").asLong(),
          json.path("late").asLong(),
          json.path("corrected").asLong());
    }

    /** What went on to the next step, or into a result. */
    public long passed() {
      return read - malformed - filtered - duplicate - late;
    }
  }

  /** How long the run took, if both its ends are instants. */
  public Optional<Duration> duration() {
    return Json.instant(started)
        .flatMap(from -> Json.instant(finished).map(to -> Duration.between(from, to)));
  }

  /** When the run started. */
  public Optional<Instant> start() {
    return Json.instant(started);
  }
}
