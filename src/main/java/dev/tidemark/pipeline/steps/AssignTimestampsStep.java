package dev.tidemark.pipeline.steps;

import dev.tidemark.time.AssignTimestamps;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.MaxAhead;
import dev.tidemark.time.TimeField;
import dev.tidemark.trace.TraceEventTime;
import dev.tidemark.yaml.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code AssignTimestamps}: which event time readings have, and how much later they may arrive.
 *
 * @param saysMaxDelay whether the file says so
 */
record AssignTimestampsStep(EventTime eventTime, boolean saysMaxDelay, MaxAhead maxAhead)
    implements Step {
  static Step read(Settings config) {
    List<String> labels = Arrays.stream(TimeField.values()).map(TimeField::label).toList();
    config.required("timestamp", "one of " + String.join(", ", labels));
    TimeField field =
        config.choice("timestamp", labels, TimeField::byLabel).orElse(TimeField.CREATION_TIME);
    EventTime eventTime = new EventTime(field, config.duration("max_delay").orElse(Duration.ZERO));
    MaxAhead maxAhead =
        new MaxAhead(eventTime, config.positiveDuration("max_ahead").orElse(MaxAhead.NO_LIMIT));
    return new AssignTimestampsStep(eventTime, config.has("max_delay"), maxAhead);
  }

  @Override
  public ElementType input() {
    return ElementType.READINGS;
  }

  @Override
  public ElementType output(ElementType given) {
    return ElementType.TIMED_READINGS;
  }

  @Override
  public StepResult apply(String name, StepResult.Readings input) {
    return input
        .explained(name, new TraceEventTime(maxAhead))
        .apply(name, AssignTimestamps.of(name, eventTime).withMaxAhead(maxAhead.limit()))
        .withEventTime(eventTime);
  }

  @Override
  public Optional<EventTime> assignedEventTime() {
    return Optional.of(eventTime);
  }

  @Override
  public boolean lacksMaxDelay() {
    return !saysMaxDelay && eventTime.field() != TimeField.ARRIVAL_TIME;
  }

  @Override
  public boolean findsLateReadings() {
    return maxAhead.isOn();
  }
}
