package dev.tidemark.job;

import java.util.Optional;
import org.apache.beam.sdk.PipelineResult.State;

/** A pipeline that a runner runs. */
public interface RunningPipeline {
  /**
   * Waits a while for the pipeline to end by itself.
   *
   * @return how it has ended; empty if it goes on
   * @throws RuntimeException what it has failed with
   */
  Optional<State> awaitEnd();

  /** Stops it in the middle of its work. */
  void abort();
}
