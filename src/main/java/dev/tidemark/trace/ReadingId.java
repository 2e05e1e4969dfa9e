package dev.tidemark.trace;

import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a user names a reading: by the values of the fields that {@link ReadingSchema#names} has,
 * with slashes between them, as in {@code c/gear_1/17}. Several readings may have one name.
 *
 * @param values absent numbers as 0, other absent values empty
 */
public record ReadingId(List<Field> fields, List<String> values) implements TracedReading {

  /**
   * Parses a name; empty if it has another form. Slashes beyond those between the values belong to
   * the last value but one.
   */
  public static Optional<ReadingId> parse(String text, ReadingSchema schema) {
    List<Field> fields = schema.names();
    List<String> values = new ArrayList<>();
    String rest = text;
    for (int left = fields.size(); left > 2; left--) {
      int slash = rest.indexOf('/');
      if (slash < 0) {
        return Optional.empty();
      }
      values.add(rest.substring(0, slash));
      rest = rest.substring(slash + 1);
    }
    if (fields.size() > 1) {
      int slash = rest.lastIndexOf('/');
      if (slash < 0) {
        return Optional.empty();
      }
      values.add(rest.substring(0, slash));
      rest = rest.substring(slash + 1);
    }
    values.add(rest);
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).type() == Field.Type.WHOLE) {
        Optional<String> number = wholeNumber(values.get(i));
        if (number.isEmpty()) {
          return Optional.empty();
        }
        values.set(i, number.get());
      }
    }
    return fields.isEmpty() ? Optional.empty() : Optional.of(new ReadingId(fields, values));
  }

  /** The form of such names, as in {@code User/Device/Index}. */
  public static String form(ReadingSchema schema) {
    return String.join("/", schema.names().stream().map(Field::name).toList());
  }

  /** The name of a reading. */
  public static ReadingId of(Reading reading) {
    List<Field> fields = reading.schema().names();
    return new ReadingId(
        fields, fields.stream().map(field -> text(field, reading.value(field))).toList());
  }

  /** The name of a reading of which a duplicate was found. */
  public static ReadingId of(First first, ReadingSchema schema) {
    List<String> values = new ArrayList<>();
    for (Field field : schema.names()) {
      values.add(text(field, first.values().get(schema.kept().indexOf(field))));
    }
    return new ReadingId(schema.names(), values);
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public boolean sees(Reading reading) {
    for (int i = 0; i < fields.size(); i++) {
      if (!has(reading, i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean isNear(Reading reading) {
    return has(reading, 0);
  }

  @Override
  public String toString() {
    return String.join("/", values);
  }

  private boolean has(Reading reading, int i) {
    // After a step that maps fields they have other places, and may have other names.
    Field field = reading.schema().names().get(i);
    return text(field, reading.value(field)).equals(values.get(i));
  }

  private static String text(Field field, Optional<Comparable<?>> value) {
    return value.map(Object::toString).orElse(field.type() == Field.Type.WHOLE ? "0" : "");
  }

  private static Optional<String> wholeNumber(String text) {
    try {
      return Optional.of(Long.toString(Long.parseLong(text)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
