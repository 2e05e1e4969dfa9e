package dev.tidemark.aggregate;

import dev.tidemark.aggregate.function.Accumulator;
import dev.tidemark.aggregate.function.Function;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.Schema;

/**
 * One result field of a Combine step: its name, and what computes it.
 *
 * @param schema that of the readings; empty until the step knows it
 */
public record AggregateColumn(String name, Function function, ReadingSchema schema)
    implements Serializable {

  public AggregateColumn(String name, Function function) {
    this(name, function, ReadingSchema.EMPTY);
  }

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

  /** The same result of readings of a schema. */
  AggregateColumn over(ReadingSchema other) {
    return new AggregateColumn(name, function, other);
  }

  Accumulator start() {
    return function.start(schema);
  }
}
