package dev.tidemark.pipeline.steps;

import dev.tidemark.ordered.TraceOrder;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.trace.Explanation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A step that takes the readings of each value of a field in event-time order. */
interface StatefulStep extends Step {
  List<Field> key();

  /** How long beyond {@code max_delay} it remembers what it has seen. */
  default Duration retention() {
    return Duration.ZERO;
  }

  default OrderingSpec order(EventTime eventTime) {
    return new OrderingSpec(key(), eventTime, retention());
  }

  @Override
  default ElementType input() {
    return ElementType.TIMED_READINGS;
  }

  @Override
  default boolean isStateful() {
    return true;
  }

  @Override
  default Optional<Explanation> explanation(StepResult.Readings input) {
    return Optional.of(new TraceOrder(order(input.requiredEventTime())));
  }

  @Override
  default Optional<OrderingSpec> orders(EventTime eventTime) {
    return Optional.of(order(eventTime));
  }
}
