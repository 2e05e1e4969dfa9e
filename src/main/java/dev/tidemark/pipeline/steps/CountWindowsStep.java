package dev.tidemark.pipeline.steps;

import dev.tidemark.machine.CountWindows;
import dev.tidemark.machine.RowMachine;
import dev.tidemark.model.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.yaml.Settings;

/**
 * {@code CountWindows}: windows of {@code count} consecutive readings, with the mean of a field.
 */
record CountWindowsStep(Field key, long count, Field mean) implements MachineStep {
  static Step read(Settings config) {
    return new CountWindowsStep(
        StepSettings.key(config, Field.DEVICE),
        config.positiveNumber("count", "how many readings make a window"),
        StepSettings.mean(config));
  }

  @Override
  public RowMachine<?> machine(EventTime eventTime) {
    return new CountWindows(eventTime, key, count, mean);
  }
}
