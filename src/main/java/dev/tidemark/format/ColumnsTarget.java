package dev.tidemark.format;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.reading.ReadingColumnsBuilder;

/** Receives each line, as the next row of columns or as malformed. */
public interface ColumnsTarget {
  /** Returns the columns to which readings are appended. */
  ReadingColumnsBuilder readings();

  void add(MalformedLine line);
}
