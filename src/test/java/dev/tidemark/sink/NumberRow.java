package dev.tidemark.sink;

import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Rows that hold a number: {@code {"n":1}}. */
final class NumberRow {
  static final Schema SCHEMA = Schema.builder().addInt64Field("n").build();

  private NumberRow() {}

  static Row of(long number) {
    return Row.withSchema(SCHEMA).addValue(number).build();
  }
}
