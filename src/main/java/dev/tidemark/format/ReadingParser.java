package dev.tidemark.format;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.ReadingSchema;

/** Parses the lines of one format into readings. Not thread-safe. */
public abstract class ReadingParser {
  /** Few, as a reading that is kept keeps all of its chunk in memory. */
  private static final int CHUNK = 64;

  private final ReadingSchema schema;
  private ReadingColumnsBuilder chunk;

  ReadingParser(ReadingSchema schema) {
    this.schema = schema;
    this.chunk = new ReadingColumnsBuilder(schema, CHUNK);
  }

  final ReadingSchema schema() {
    return schema;
  }

  /** Whether a line only describes the others. */
  boolean isHeader(Line line) {
    return false;
  }

  /**
   * Parses a line on its own.
   *
   * @throws NotAReadingException if it is malformed
   */
  final Reading parse(Line line) throws NotAReadingException {
    if (chunk.size() == CHUNK) {
      chunk = new ReadingColumnsBuilder(schema, CHUNK);
    }
    parse(line, chunk);
    return chunk.last();
  }

  /**
   * Parses a line.
   *
   * @param target receives the reading; nothing if the line is malformed
   * @throws NotAReadingException if it is
   */
  abstract void parse(Line line, ReadingColumnsBuilder target) throws NotAReadingException;
}
