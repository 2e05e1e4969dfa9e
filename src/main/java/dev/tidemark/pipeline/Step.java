package dev.tidemark.pipeline;

/** A transform of a pipeline file with its settings read: it adds itself to a Beam pipeline. */
@FunctionalInterface
interface Step {
  /**
   * Applies the step.
   *
   * @param name the transform's name in the file, under which the record counts count
   */
  StepResult apply(String name, StepResult.Readings input);
}
