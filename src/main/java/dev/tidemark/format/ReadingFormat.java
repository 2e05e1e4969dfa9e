package dev.tidemark.format;

import dev.tidemark.schema.ReadingSchema;
import java.io.Serializable;

/** How readings are written where they are read from. */
public sealed interface ReadingFormat extends Serializable {
  /** What the readings look like. */
  ReadingSchema schema();

  /** Returns the same format of readings with another schema. */
  ReadingFormat with(ReadingSchema other);

  /** A new parser, for one thread. */
  ReadingParser parser();

  /** JSON lines: an object for each reading. */
  record JsonLines(ReadingSchema schema) implements ReadingFormat {
    @Override
    public JsonLines with(ReadingSchema other) {
      return new JsonLines(other);
    }

    @Override
    public ReadingParser parser() {
      return new ReadingParser(schema);
    }
  }
}
