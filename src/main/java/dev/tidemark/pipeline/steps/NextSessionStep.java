package dev.tidemark.pipeline.steps;

import dev.tidemark.machine.NextSession;
import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.pipeline.settings.StepSettings;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import dev.tidemark.yaml.Settings;
import java.util.List;

/** {@code NextSession}: at the start of each session, what the one before held. */
record NextSessionStep(List<Field> key, Field activity, SessionGap gap) implements MachineStep {
  static Step read(Settings config, ReadingSchema schema) {
    return new NextSessionStep(
        StepSettings.key(
            config, schema, ActivitySchema.USER, "session_start", "previous", "recommended"),
        StepSettings.activity(config, schema),
        StepSettings.sessionGap(config));
  }

  @Override
  public RowMachine<?> machine(EventTime eventTime) {
    return new NextSession(eventTime, key, activity, gap);
  }
}
