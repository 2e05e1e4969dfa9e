package dev.tidemark.job;

import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.joda.time.Duration;

/** A batch pipeline on Spark, which ends by itself. */
record BatchOnSpark(PipelineResult result) implements RunningPipeline {
  private static final Duration A_WHILE = Duration.millis(100);

  @Override
  public Optional<State> awaitEnd() {
    return Optional.ofNullable(result.waitUntilFinish(A_WHILE)).filter(State::isTerminal);
  }

  @Override
  public void abort() {
    PipelineRun.stopped(result);
  }
}
