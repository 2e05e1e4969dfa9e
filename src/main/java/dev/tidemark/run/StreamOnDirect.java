package dev.tidemark.run;

import java.io.IOException;
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
    try {
      result.cancel();
      return State.DONE;
    } catch (IOException e) {
      throw new IllegalStateException("the runner did not stop when all was done", e);
    }
  }

  @Override
  public void close() {
    // Nothing is done beside it.
  }
}
