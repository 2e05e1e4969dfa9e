package dev.tidemark.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the key of a row in a topic. */
final class RowKey {
  private static final JsonFactory JSON = new JsonFactory();

  private RowKey() {}

  /**
   * The value of the one field, or a JSON array of several values; empty if there is no field, or
   * if the one is null.
   */
  static Optional<String> of(String row, List<String> fields) {
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    try {
      Map<String, String> values = values(row, fields);
      return fields.size() == 1
          ? Optional.ofNullable(values.get(fields.get(0)))
          : Optional.of(array(fields, values));
    } catch (IOException e) {
      throw new UncheckedIOException("a row that was written as JSON cannot fail", e);
    }
  }

  private static Map<String, String> values(String row, List<String> fields) throws IOException {
    Map<String, String> values = new HashMap<>();
    try (JsonParser json = JSON.createParser(row)) {
      json.nextToken();
      while (values.size() < fields.size() && json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.getCurrentName();
        JsonToken value = json.nextToken();
        if (fields.contains(field)) {
          values.put(field, value == JsonToken.VALUE_NULL ? null : json.getText());
        }
        json.skipChildren();
      }
    }
    return values;
  }

  private static String array(List<String> fields, Map<String, String> values) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (String field : fields) {
        json.writeString(values.get(field));
      }
      json.writeEndArray();
    }
    return text.toString();
  }
}
