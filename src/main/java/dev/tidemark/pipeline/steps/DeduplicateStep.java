package dev.tidemark.pipeline.steps;

import dev.tidemark.model.Field;
import dev.tidemark.ordered.Deduplicate;
import dev.tidemark.ordered.TraceOrder;
import dev.tidemark.time.EventTime;
import dev.tidemark.yaml.Settings;
import java.time.Duration;

/** {@code Deduplicate}: keeps the first reading of each key and event time. */
record DeduplicateStep(Duration retention, Field key) implements StatefulStep {
  static Step read(Settings config) {
    return new DeduplicateStep(
        config.requiredDuration("within", "how long after max_delay a duplicate is still known"),
        StepSettings.key(config, Field.USER));
  }

  @Override
  public ElementType output(ElementType given) {
    return given;
  }

  @Override
  public StepResult apply(String name, StepResult.Readings input) {
    EventTime eventTime = input.requiredEventTime();
    return input
        .explained(name, new TraceOrder(order(eventTime)))
        .apply(
            name,
            Deduplicate.by(name, key, eventTime, retention)
                .withOrdering(input.ordering())
                .tracing(input.traced()))
        .inOrder();
  }

  @Override
  public boolean findsDuplicates() {
    return true;
  }
}
