package dev.tidemark.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Formats rows of one schema as JSON objects, each on one line. */
public final class JsonRowFormat implements RowFormat {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().rootValueSeparator((String) null).build();

  private final JsonRowValues.RowWriter rows;

  /** What the generator has written; both are used for one row after the other. */
  private final ByteArrayBuilder bytes = new ByteArrayBuilder();

  private final JsonGenerator json;

  private JsonRowFormat(JsonRowValues.RowWriter rows) {
    this.rows = rows;
    try {
      this.json = JSON.createGenerator(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail", e);
    }
  }

  /**
   * A format for a schema.
   *
   * @throws IllegalArgumentException if it has a type that rows never have
   */
  public static JsonRowFormat of(Schema schema) {
    return new JsonRowFormat(JsonRowValues.RowWriter.of(schema));
  }

  @Override
  public byte[] format(Row row) {
    try {
      rows.write(row, json);
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("a row in memory cannot fail", e);
    }
    byte[] text = bytes.toByteArray();
    bytes.reset();
    return text;
  }

  /** The same as a text. */
  public String text(Row row) {
    return new String(format(row), UTF_8);
  }
}
