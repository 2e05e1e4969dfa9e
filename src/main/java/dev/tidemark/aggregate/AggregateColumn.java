package dev.tidemark.aggregate;

import dev.tidemark.aggregate.function.Accumulator;
import dev.tidemark.aggregate.function.Function;
import dev.tidemark.schema.Field;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.Schema;

/** One result field of a Combine step: its name, and what computes it. */
public record AggregateColumn(String name, Function function) implements Serializable {

  /** How many readings there are. */
  public static AggregateColumn count(String name) {
    return new AggregateColumn(name, new Function.CountAll());
  }

  /** The distinct values of a field, in the order of the readings that first have them. */
  public static AggregateColumn distinct(String name, Field field) {
    return new AggregateColumn(name, new Function.Distinct(field));
  }

  /** The mean of a number, over the readings that have it. */
  public static AggregateColumn mean(String name, Field field) {
    return new AggregateColumn(name, new Function.Mean(field));
  }

  /** The field of a row that holds the result. */
  Schema.Field rowField() {
    return Schema.Field.of(name, function.resultType());
  }

  Accumulator start() {
    return function.start();
  }
}
