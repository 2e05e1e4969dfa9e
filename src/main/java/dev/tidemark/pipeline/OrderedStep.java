package dev.tidemark.pipeline;

import dev.tidemark.model.Field;
import java.time.Duration;

/**
 * A step that takes the readings of each value of a field in event-time order.
 *
 * @param retention how long beyond {@code max_delay} it remembers what it has seen
 */
record OrderedStep(Field key, Duration retention, Step step) implements Step {
  @Override
  public StepResult apply(String name, StepResult.Readings input) {
    return step.apply(name, input);
  }
}
