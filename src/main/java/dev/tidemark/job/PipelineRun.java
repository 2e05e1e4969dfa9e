package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import java.util.function.Function;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;

/** Runs a pipeline on its runner. */
final class PipelineRun {
  private PipelineRun() {}

  /**
   * Runs a pipeline until it is done.
   *
   * @param awaitEnd waits for the end of what runs, and returns how it ended
   * @throws FailureException if it ended otherwise
   */
  static void untilDone(Pipeline pipeline, Function<PipelineResult, State> awaitEnd)
      throws FailureException {
    try {
      State state = awaitEnd.apply(pipeline.run());
      if (state != State.DONE) {
        throw new FailureException(
            ExitCode.PIPELINE_FAILED, "the runner ended the pipeline as " + state);
      }
    } catch (RuntimeException | Error e) {
      throw FailedPipeline.explain(e);
    }
  }
}
