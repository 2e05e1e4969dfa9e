package dev.tidemark.format;

import dev.tidemark.schema.ReadingSchema;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/** How readings are written where they are read from. */
public sealed interface ReadingFormat extends Serializable {
  /** What the readings look like. */
  ReadingSchema schema();

  /** Returns the same format of readings with another schema. */
  ReadingFormat with(ReadingSchema other);

  /**
   * A new parser of the lines of a file, for one thread.
   *
   * @throws IOException if the file's head cannot be read, or does not fit the schema
   */
  ReadingParser parser(FileHead head) throws IOException;

  /**
   * A new parser of the lines of a file whose readings tell when they arrived, and may lack all
   * else; what it says of malformed lines is complete.
   *
   * @throws IOException if the file's head cannot be read, or does not fit the schema
   */
  ReadingParser parserOfArrivals(FileHead head) throws IOException;

  /** Whether a parser serves one file only, as each file has a head of its own. */
  boolean hasHead();

  /** The quotes inside of which a line break does not end a line, if any. */
  Optional<Quoting> quoting();

  /** JSON lines: an object for each reading. */
  record JsonLines(ReadingSchema schema) implements ReadingFormat {
    @Override
    public JsonLines with(ReadingSchema other) {
      return new JsonLines(other);
    }

    /** A new parser of the lines of any file. */
    public JsonReadingParser parser() {
      return new JsonReadingParser(schema);
    }

    @Override
    public ReadingParser parser(FileHead head) {
      return parser();
    }

    @Override
    public ReadingParser parserOfArrivals(FileHead head) {
      return new JsonReadingParser(schema, field -> field.position() == schema.arrivalPosition());
    }

    @Override
    public boolean hasHead() {
      return false;
    }

    @Override
    public Optional<Quoting> quoting() {
      return Optional.empty();
    }
  }

  /** CSV: a record for each reading. */
  record Csv(ReadingSchema schema, CsvDialect dialect) implements ReadingFormat {
    @Override
    public Csv with(ReadingSchema other) {
      return new Csv(other, dialect);
    }

    @Override
    public ReadingParser parser(FileHead head) throws IOException {
      return CsvReadingParser.of(schema, dialect, head);
    }

    @Override
    public ReadingParser parserOfArrivals(FileHead head) throws IOException {
      return parser(head);
    }

    @Override
    public boolean hasHead() {
      return dialect.columns().isEmpty();
    }

    @Override
    public Optional<Quoting> quoting() {
      return Optional.of(dialect.quoting());
    }
  }
}
