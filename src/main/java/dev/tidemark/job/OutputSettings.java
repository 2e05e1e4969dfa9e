package dev.tidemark.job;

import dev.tidemark.serve.ListenAddress;
import dev.tidemark.trace.ExplainedWindow;
import dev.tidemark.trace.ReadingId;
import java.util.Optional;

/**
 * What a run does with its results.
 *
 * @param overwrite whether results that are already there are replaced
 * @param shards files for each sink of a batch; 0 lets the runner choose
 * @param console whether the rows of results are also printed
 * @param report whether a page is also written that shows what the run found
 * @param watch where the page of a stream is served while it runs, if anywhere
 * @param metrics where the figures of the run are served while it lasts, if anywhere
 * @param explain the reading whose trace is printed at the end, if any
 * @param explainWindow the window of which the same is done, if any
 */
public record OutputSettings(
    boolean overwrite,
    int shards,
    boolean console,
    boolean report,
    Optional<ListenAddress> watch,
    Optional<ListenAddress> metrics,
    Optional<ReadingId> explain,
    Optional<ExplainedWindow> explainWindow) {
  /** Whether the run prints on stdout, at its end, what it traced. */
  boolean explains() {
    return explain.isPresent() || explainWindow.isPresent();
  }
}
