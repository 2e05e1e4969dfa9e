package dev.tidemark.runner;

import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.joda.time.Duration;

/** A batch pipeline on any runner, seen through Beam's own interface: it ends by itself. */
public record BatchPipeline(PipelineResult result) implements RunningPipeline {
  private static final Duration MOMENT = Duration.millis(100);

  @Override
  public Optional<State> awaitEnd() {
    return Optional.ofNullable(result.waitUntilFinish(MOMENT)).filter(State::isTerminal);
  }

  @Override
  public void abort() {
    RunningPipeline.cancel(result);
  }
}
