package dev.tidemark.row;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.Instants;
import java.io.IOException;
import java.util.Optional;

/** Writes the value of a field as it would stand in a line. */
public final class JsonValue {
  private JsonValue() {}

  /** Writes a value as columns hold it; null where it is absent. */
  public static void write(Field field, Optional<Comparable<?>> value, JsonGenerator json)
      throws IOException {
    if (value.isEmpty()) {
      json.writeNull();
    } else {
      write(field, value.get(), json);
    }
  }

  /** Writes a value as columns hold it. */
  public static void write(Field field, Comparable<?> value, JsonGenerator json)
      throws IOException {
    switch (field.type()) {
      case TEXT -> json.writeString((String) value);
      case WHOLE -> json.writeNumber((Long) value);
      case REAL -> json.writeNumber((Double) value);
      case BOOLEAN -> json.writeBoolean((Boolean) value);
      case INSTANT -> writeInstant(field.unit(), (Long) value, json);
    }
  }

  private static void writeInstant(Unit unit, long nanos, JsonGenerator json) throws IOException {
    if (unit == Unit.NONE) {
      json.writeString(Instants.text(nanos));
    } else {
      json.writeNumber(Instants.count(nanos, unit));
    }
  }
}
