package dev.tidemark.pipeline.steps;

import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.TrackActivity;
import dev.tidemark.pipeline.settings.StepSettings;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.yaml.Settings;
import java.util.List;

/** {@code TrackActivity}: what each key does now, and since when. */
record TrackActivityStep(List<Field> key, Field activity) implements MachineStep {
  static Step read(Settings config, ReadingSchema schema) {
    return new TrackActivityStep(
        StepSettings.key(config, schema, ActivitySchema.USER, "activity", "start", "end"),
        StepSettings.activity(config, schema));
  }

  @Override
  public boolean refines(WindowingSpec windowing) {
    return true;
  }

  @Override
  public RowMachine<?> machine(EventTime eventTime) {
    return new TrackActivity(eventTime, key, activity);
  }
}
