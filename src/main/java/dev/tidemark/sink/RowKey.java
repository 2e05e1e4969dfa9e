package dev.tidemark.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Makes the keys of rows of one schema in a topic. */
final class RowKey {
  private static final JsonFactory JSON = new JsonFactory();

  /** Where the fields stand that make up a key. */
  private final int[] fields;

  private RowKey(int[] fields) {
    this.fields = fields;
  }

  /**
   * Keys made of some fields of a row.
   *
   * @throws IllegalArgumentException if the schema lacks one
   */
  static RowKey of(Schema schema, List<String> fields) {
    return new RowKey(fields.stream().mapToInt(schema::indexOf).toArray());
  }

  /**
   * The value of the one field, or a JSON array of several values; empty if there is no field, or
   * if the one is null.
   */
  Optional<String> of(Row row) {
    return switch (fields.length) {
      case 0 -> Optional.empty();
      case 1 -> Optional.ofNullable(text(row, fields[0]));
      default -> Optional.of(array(row));
    };
  }

  private String array(Row row) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (int field : fields) {
        json.writeString(text(row, field));
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a key in memory cannot fail", e);
    }
    return text.toString();
  }

  private static String text(Row row, int field) {
    Object value = row.getValue(field);
    return value == null ? null : value.toString();
  }
}
