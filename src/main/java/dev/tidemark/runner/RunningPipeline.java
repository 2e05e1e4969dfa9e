package dev.tidemark.runner;

import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;

/** A pipeline that a runner has started. */
public interface RunningPipeline {
  /**
   * Waits a moment for the pipeline to end by itself.
   *
   * @return how it has ended; empty while it runs
   * @throws RuntimeException what the pipeline has failed with
   */
  Optional<State> awaitEnd();

  /** Stops the pipeline in the middle of its work. */
  void abort();

  /** Cancels a pipeline whose work is done, and reports it as done. */
  static State cancel(PipelineResult result) {
    try {
      result.cancel();
      return State.DONE;
    } catch (IOException e) {
      throw new IllegalStateException("the runner did not stop when all was done", e);
    }
  }
}
