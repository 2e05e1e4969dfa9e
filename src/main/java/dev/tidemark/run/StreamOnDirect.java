package dev.tidemark.run;

import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.joda.time.Duration;

/** A stream on the Direct runner, which ends by itself when its watermark has come to the end. */
record StreamOnDirect(PipelineResult result) implements RunningStream {
  private static final Duration A_WHILE = Duration.millis(100);

  @Override
  public Optional<State> awaitEnd() {
    return Optional.ofNullable(result.waitUntilFinish(A_WHILE)).filter(State::isTerminal);
  }

  @Override
  public void hurry() {
    // It goes as fast as it can.
  }

  @Override
  public State end() {
    return PipelineRun.stopped(result);
  }

  @Override
  public void close() {
    // Nothing is done beside it.
  }
}
