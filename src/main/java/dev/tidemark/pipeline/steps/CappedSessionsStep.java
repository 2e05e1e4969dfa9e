package dev.tidemark.pipeline.steps;

import dev.tidemark.machine.CappedSessions;
import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.pipeline.settings.StepSettings;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import dev.tidemark.yaml.Settings;
import java.util.List;

/** {@code CappedSessions}: sessions that end with a gap, or once they hold enough readings. */
record CappedSessionsStep(List<Field> key, Field activity, SessionGap gap, long count, Field mean)
    implements MachineStep {
  static Step read(Settings config, ReadingSchema schema) {
    Field mean = StepSettings.mean(config, schema);
    return new CappedSessionsStep(
        StepSettings.key(
            config,
            schema,
            ActivitySchema.USER,
            "start",
            "end",
            "count",
            "activities",
            "closed_by",
            "mean_" + mean.name()),
        StepSettings.activity(config, schema),
        StepSettings.sessionGap(config),
        config.positiveNumber("count", "with how many readings a session is full"),
        mean);
  }

  @Override
  public RowMachine<?> machine(EventTime eventTime) {
    return new CappedSessions(eventTime, key, activity, gap, count, mean);
  }
}
