package dev.tidemark.pipeline.steps;

import dev.tidemark.machine.NextSession;
import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.model.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.yaml.Settings;

/** {@code NextSession}: at the start of each session, what the one before held. */
record NextSessionStep(Field key, SessionGap gap) implements MachineStep {
  static Step read(Settings config) {
    return new NextSessionStep(
        StepSettings.key(config, Field.USER), StepSettings.sessionGap(config));
  }

  @Override
  public RowMachine<?> machine(EventTime eventTime) {
    return new NextSession(eventTime, key, gap);
  }
}
