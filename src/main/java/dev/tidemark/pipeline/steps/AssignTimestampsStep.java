package dev.tidemark.pipeline.steps;

import dev.tidemark.pipeline.settings.ClockSettings;
import dev.tidemark.pipeline.settings.StepSettings;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.AssignTimestamps;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.MaxAhead;
import dev.tidemark.trace.Explanation;
import dev.tidemark.trace.TraceEventTime;
import dev.tidemark.yaml.NamedFiles;
import dev.tidemark.yaml.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code AssignTimestamps}: which event time readings have, and how much later they may arrive.
 *
 * @param needsNoMaxDelay whether the file says how much later, or no reading is
 * @param summarizes whether it sums up how readings arrive
 */
record AssignTimestampsStep(
    EventTime eventTime, boolean needsNoMaxDelay, MaxAhead maxAhead, boolean summarizes)
    implements Step {
  static Step read(Settings config, ReadingSchema schema, NamedFiles files) {
    Field field = StepSettings.timestamp(config, schema);
    EventTime eventTime =
        new EventTime(
            field,
            config.duration("max_delay").orElse(Duration.ZERO),
            ClockSettings.read(config, field, schema, files));
    MaxAhead maxAhead =
        new MaxAhead(eventTime, config.positiveDuration("max_ahead").orElse(MaxAhead.NO_LIMIT));
    boolean isArrival = schema.arrival().filter(field::equals).isPresent();
    return new AssignTimestampsStep(
        eventTime,
        config.has("max_delay") || isArrival || !schema.declaresArrival(),
        maxAhead,
        false);
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
    AssignTimestamps assign = AssignTimestamps.of(name, eventTime).withMaxAhead(maxAhead.limit());
    return input
        .apply(name, summarizes ? assign.withArrivalSummary() : assign)
        .withEventTime(eventTime);
  }

  @Override
  public Step summarizingArrivals() {
    return new AssignTimestampsStep(eventTime, needsNoMaxDelay, maxAhead, true);
  }

  @Override
  public Optional<Explanation> explanation(StepResult.Readings input) {
    return Optional.of(new TraceEventTime(maxAhead));
  }

  @Override
  public Optional<EventTime> assignedEventTime() {
    return Optional.of(eventTime);
  }

  @Override
  public boolean lacksMaxDelay() {
    return !needsNoMaxDelay;
  }

  @Override
  public boolean findsLateReadings() {
    return maxAhead.isOn();
  }
}
