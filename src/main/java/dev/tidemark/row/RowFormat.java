package dev.tidemark.row;

import org.apache.beam.sdk.values.Row;

/** Formats rows of one schema, one after the other; not for several threads. */
@FunctionalInterface
public interface RowFormat {
  /** The row as a record of a file or a topic, without the end of a line. */
  byte[] format(Row row);
}
