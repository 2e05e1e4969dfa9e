package dev.tidemark.row;

import org.apache.beam.sdk.values.Row;

/** Formats rows of one schema as texts, one after the other. */
@FunctionalInterface
public interface RowFormat {
  String format(Row row);
}
