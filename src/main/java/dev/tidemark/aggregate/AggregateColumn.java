package dev.tidemark.aggregate;

import dev.tidemark.model.Field;
import java.io.Serializable;

/**
 * One result field of a Combine step: its name, what computes it and from which field. Counting
 * readings is counting {@link Field#USER}, which each has.
 */
public record AggregateColumn(String name, Function function, Field field) implements Serializable {

  /** How many readings there are. */
  public static AggregateColumn count(String name) {
    return new AggregateColumn(name, Function.COUNT, Field.USER);
  }

  Accumulator start() {
    return function.start(field);
  }
}
