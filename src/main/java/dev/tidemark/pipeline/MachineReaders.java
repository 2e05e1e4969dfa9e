package dev.tidemark.pipeline;

import dev.tidemark.condition.Condition;
import dev.tidemark.machine.AlertOnCount;
import dev.tidemark.machine.CappedSessions;
import dev.tidemark.machine.CountWindows;
import dev.tidemark.machine.NextSession;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.machine.StateMachine;
import dev.tidemark.machine.TrackActivity;
import dev.tidemark.model.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.yaml.Settings;
import java.util.List;

/** Reads the settings of the state machines that put out rows. */
final class MachineReaders {
  private static final List<String> REAL_FIELDS =
      List.of(Field.X.label(), Field.Y.label(), Field.Z.label());

  private MachineReaders() {}

  /** Reads a machine's settings, reporting what is wrong. */
  @FunctionalInterface
  interface Reader {
    Maker read(Settings config, Field key);
  }

  /** Makes the machine when the clock is known that its readings are asked by. */
  @FunctionalInterface
  interface Maker {
    StateMachine<?, String> machine(EventTime eventTime);
  }

  static Maker alertOnCount(Settings config, Field key) {
    SessionGap gap = gap(config);
    long count = config.positiveNumber("count", "how many readings raise an alert");
    Condition when = config.condition("when", "which readings count");
    return eventTime -> new AlertOnCount(eventTime, key, gap, count, when);
  }

  static Maker trackActivity(Settings config, Field key) {
    return eventTime -> new TrackActivity(eventTime, key);
  }

  static Maker countWindows(Settings config, Field key) {
    long count = config.positiveNumber("count", "how many readings make a window");
    Field field = meanOf(config);
    return eventTime -> new CountWindows(eventTime, key, count, field);
  }

  static Maker cappedSessions(Settings config, Field key) {
    SessionGap gap = gap(config);
    long count = config.positiveNumber("count", "with how many readings a session is full");
    Field field = meanOf(config);
    return eventTime -> new CappedSessions(eventTime, key, gap, count, field);
  }

  static Maker nextSession(Settings config, Field key) {
    SessionGap gap = gap(config);
    return eventTime -> new NextSession(eventTime, key, gap);
  }

  private static SessionGap gap(Settings config) {
    return new SessionGap(config.requiredPositiveDuration("gap", "the pause that ends a session"));
  }

  private static Field meanOf(Settings config) {
    config.required("mean", "the field to take the mean of: " + String.join(", ", REAL_FIELDS));
    return config.field("mean", REAL_FIELDS).orElse(Field.X);
  }
}
