package dev.tidemark.spec;

import dev.tidemark.eventtime.EventTime;

/**
 * A step that says by which event time the steps after it go.
 *
 * @param saysDelay whether the file says how long readings may be on their way
 */
record AssigningStep(EventTime eventTime, boolean saysDelay, Step step) implements Step {
  @Override
  public Flow apply(String name, Flow.Readings input) {
    return step.apply(name, input);
  }
}
