package dev.tidemark.sink;

import dev.tidemark.row.RowIdentity;
import dev.tidemark.sink.file.FileFormat;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Rows that hold a number: {@code {"n":1}}. */
final class NumberRow {
  static final Schema SCHEMA = Schema.builder().addInt64Field("n").build();
  static final SinkFiles JSON_LINES =
      new SinkFiles(FileFormat.JSON_LINES, SCHEMA, RowIdentity.UNKNOWN);

  private NumberRow() {}

  static Row of(long number) {
    return Row.withSchema(SCHEMA).addValue(number).build();
  }
}
