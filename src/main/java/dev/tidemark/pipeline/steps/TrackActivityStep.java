package dev.tidemark.pipeline.steps;

import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.TrackActivity;
import dev.tidemark.model.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.yaml.Settings;

/** {@code TrackActivity}: what each key does now, and since when. */
record TrackActivityStep(Field key) implements MachineStep {
  static Step read(Settings config) {
    return new TrackActivityStep(StepSettings.key(config, Field.USER));
  }

  @Override
  public RowMachine<?> machine(EventTime eventTime) {
    return new TrackActivity(eventTime, key);
  }
}
