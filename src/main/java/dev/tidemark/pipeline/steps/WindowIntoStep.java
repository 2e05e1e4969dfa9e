package dev.tidemark.pipeline.steps;

import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.yaml.Settings;

/**
 * {@code WindowInto}: does nothing but carry windows, which stand beside its {@code config} as with
 * every transform.
 */
record WindowIntoStep() implements Step {
  static Step read(Settings config, ReadingSchema schema) {
    return new WindowIntoStep();
  }

  @Override
  public ElementType input() {
    return ElementType.TIMED_READINGS;
  }

  @Override
  public ElementType output(ElementType given) {
    return given;
  }

  @Override
  public StepResult apply(String name, StepResult.Readings input) {
    return input;
  }
}
