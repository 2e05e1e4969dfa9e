package dev.tidemark.pipeline;

import dev.tidemark.time.EventTime;
import dev.tidemark.time.MaxAhead;

/**
 * A step that says by which event time the steps after it go.
 *
 * @param saysDelay whether the file says how long readings may be on their way
 * @param maxAhead which readings it sets aside
 */
record AssigningStep(EventTime eventTime, boolean saysDelay, MaxAhead maxAhead, Step step)
    implements Step {
  @Override
  public StepResult apply(String name, StepResult.Readings input) {
    return step.apply(name, input);
  }
}
