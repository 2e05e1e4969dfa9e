package dev.tidemark.pipeline.steps;

import dev.tidemark.machine.CountWindows;
import dev.tidemark.machine.RowMachine;
import dev.tidemark.pipeline.settings.StepSettings;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import dev.tidemark.yaml.Settings;
import java.util.List;

/**
 * {@code CountWindows}: windows of {@code count} consecutive readings, with the mean of a field.
 */
record CountWindowsStep(List<Field> key, long count, Field mean) implements MachineStep {
  static Step read(Settings config, ReadingSchema schema) {
    Field mean = StepSettings.mean(config, schema);
    return new CountWindowsStep(
        StepSettings.key(
            config,
            schema,
            ActivitySchema.DEVICE,
            "window",
            "count",
            "start",
            "end",
            "mean_" + mean.name()),
        config.positiveNumber("count", "how many readings make a window"),
        mean);
  }

  @Override
  public RowMachine<?> machine(EventTime eventTime) {
    return new CountWindows(eventTime, key, count, mean);
  }
}
