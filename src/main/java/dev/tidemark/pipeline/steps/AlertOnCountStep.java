package dev.tidemark.pipeline.steps;

import dev.tidemark.condition.Condition;
import dev.tidemark.machine.AlertOnCount;
import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.pipeline.settings.StepSettings;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import dev.tidemark.yaml.Settings;
import java.util.List;

/**
 * {@code AlertOnCount}: an alert at a session's {@code count}-th reading that meets a condition.
 */
record AlertOnCountStep(List<Field> key, SessionGap gap, long count, Condition<Reading> when)
    implements MachineStep {
  static Step read(Settings config, ReadingSchema schema) {
    return new AlertOnCountStep(
        StepSettings.key(
            config, schema, ActivitySchema.USER, "session_start", "triggered_at", "count"),
        StepSettings.sessionGap(config),
        config.positiveNumber("count", "how many readings raise an alert"),
        StepSettings.condition(config, schema, "when", "which readings count"));
  }

  @Override
  public RowMachine<?> machine(EventTime eventTime) {
    return new AlertOnCount(eventTime, key, gap, count, when);
  }
}
