package dev.tidemark.format;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.ReadingSchema;

/** Parses a line on its own, from any place in a buffer. */
final class Parsed {
  private Parsed() {}

  static Reading by(JsonReadingParser parser, byte[] buffer, int offset, int length)
      throws NotAReadingException {
    return by(ActivitySchema.SCHEMA, parser, buffer, offset, length);
  }

  static Reading by(
      ReadingSchema schema, JsonReadingParser parser, byte[] buffer, int offset, int length)
      throws NotAReadingException {
    ReadingColumnsBuilder target = new ReadingColumnsBuilder(schema, 1);
    parser.parse(buffer, offset, length, target);
    return target.last();
  }
}
