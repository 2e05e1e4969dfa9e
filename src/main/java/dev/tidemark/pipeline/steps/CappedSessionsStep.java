package dev.tidemark.pipeline.steps;

import dev.tidemark.machine.CappedSessions;
import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.model.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.yaml.Settings;

/** {@code CappedSessions}: sessions that end with a gap, or once they hold enough readings. */
record CappedSessionsStep(Field key, SessionGap gap, long count, Field mean)
    implements MachineStep {
  static Step read(Settings config) {
    return new CappedSessionsStep(
        StepSettings.key(config, Field.USER),
        StepSettings.sessionGap(config),
        config.positiveNumber("count", "with how many readings a session is full"),
        StepSettings.mean(config));
  }

  @Override
  public RowMachine<?> machine(EventTime eventTime) {
    return new CappedSessions(eventTime, key, gap, count, mean);
  }
}
