package dev.tidemark.spec;

import dev.tidemark.eventtime.EventTime;

/** A step that says by which event time the steps behind it go. */
record AssigningStep(EventTime eventTime, Step step) implements Step {
  @Override
  public Flow apply(String name, Flow.Readings input) {
    return step.apply(name, input);
  }
}
