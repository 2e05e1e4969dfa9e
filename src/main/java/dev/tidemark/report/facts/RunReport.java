package dev.tidemark.report.facts;

import java.util.List;
import java.util.Optional;

/**
 * What the files of an output directory say of a run.
 *
 * @param directory as the user named it
 * @param manifest of a run that has finished
 * @param summary of a run with {@code --report}
 * @param sinks of results
 * @param rejected sinks of late, duplicate and malformed records
 * @param progress of a stream, in order
 * @param unreadSinks sinks beyond those that were read, or whose rows are in topics
 */
public record RunReport(
    String directory,
    Optional<ManifestFacts> manifest,
    Optional<SummaryFacts> summary,
    List<SinkFacts> sinks,
    List<RejectedFacts> rejected,
    List<ProgressPoint> progress,
    List<String> unreadSinks) {

  /** The pipeline's name, as far as it is known. */
  public String name() {
    return manifest
        .map(ManifestFacts::pipeline)
        .or(() -> summary.map(SummaryFacts::pipelineFile))
        .filter(name -> !name.isEmpty())
        .orElse(directory);
  }

  /** Whether rows may supersede one another. */
  public boolean isStream() {
    return !progress.isEmpty() || manifest.filter(it -> !it.mode().equals("batch")).isPresent();
  }
}
