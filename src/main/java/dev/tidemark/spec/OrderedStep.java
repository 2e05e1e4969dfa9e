package dev.tidemark.spec;

import dev.tidemark.model.Field;

/** A step that takes the readings of each value of a field in event-time order. */
record OrderedStep(Field key, Step step) implements Step {
  @Override
  public Flow apply(String name, Flow.Readings input) {
    return step.apply(name, input);
  }
}
