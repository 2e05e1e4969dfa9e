package dev.tidemark.report.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a finished run says of itself in {@code _manifest.json}.
 *
 * @param arrivals what lateness was measured by; empty if the manifest does not say
 * @param outputs rows by sink
 * @param steps readings by what became of them, by step
 */
public record ManifestFacts(
    String pipeline,
    String runner,
    String mode,
    String arrivals,
    String started,
    String finished,
    Records records,
    Map<String, Long> outputs,
    Map<String, StepCounts> steps,
    List<String> failedConditions) {

  /** Fills in what another version's manifest may lack. */
  public ManifestFacts {
    pipeline = Json.orEmpty(pipeline);
    runner = Json.orEmpty(runner);
    mode = Json.orEmpty(mode);
    arrivals = Json.orEmpty(arrivals);
    started = Json.orEmpty(started);
    finished = Json.orEmpty(finished);
    outputs = outputs == null ? Map.of() : outputs;
    steps = steps == null ? Map.of() : steps;
    failedConditions = failedConditions == null ? List.of() : failedConditions;
  }

  /** Whether a run has written it: each counts its records. */
  boolean isOfARun() {
    return records != null;
  }

  /** Lines and readings of the whole run. */
  public record Records(long read, long accepted, long malformed, long late, long duplicate) {}

  /** What one step received, and what it did not pass on. */
  public record StepCounts(
      long read, long accepted, long malformed, long filtered, long duplicate, long late) {

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
