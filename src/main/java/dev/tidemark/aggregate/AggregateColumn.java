package dev.tidemark.aggregate;

import dev.tidemark.model.Field;
import java.io.Serializable;

/**
 * One result field of a Combine step: its name, what computes it and from which field. Counting
 * readings is counting {@link Field#USER}, which each has.
 */
public record AggregateColumn(String name, Function function, Field field) implements Serializable {

  Accumulator start() {
    return function.start(field);
  }
}
