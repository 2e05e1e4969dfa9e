package dev.tidemark.model.reading;

import dev.tidemark.schema.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The values that a reading has in the fields of a key. Readings without a field have a key of
 * their own, which differs from that of an empty text.
 *
 * @param values each empty where the field is absent
 */
public record ReadingKey(List<Optional<Comparable<?>>> values) implements Comparable<ReadingKey> {
  /** The key of no fields, which all readings share. */
  public static final ReadingKey NONE = new ReadingKey(List.of());

  public ReadingKey {
    values = List.copyOf(values);
  }

  /** The key of these values, all present. */
  public static ReadingKey of(Comparable<?>... values) {
    return new ReadingKey(
        Arrays.stream(values).<Optional<Comparable<?>>>map(Optional::of).toList());
  }

  /** The key that a reading has in some fields. */
  public static ReadingKey of(List<Field> fields, Reading reading) {
    return of(fields, reading.columns(), reading.row());
  }

  /** The key that the reading in a row has in some fields. */
  public static ReadingKey of(List<Field> fields, ReadingColumns readings, int row) {
    if (fields.size() == 1) {
      return new ReadingKey(List.of(readings.column(fields.get(0)).value(row)));
    }
    List<Optional<Comparable<?>>> values = new ArrayList<>(fields.size());
    for (Field field : fields) {
      values.add(readings.column(field).value(row));
    }
    return new ReadingKey(values);
  }

  /** The hash code of the key that the reading in a row has, found without making the key. */
  public static int hash(List<Field> fields, ReadingColumns readings, int row) {
    int hash = 1;
    for (int i = 0; i < fields.size(); i++) {
      hash = 31 * hash + readings.column(fields.get(i)).hash(row);
    }
    return hash;
  }

  /** Whether this is the key of the reading in a row. */
  public boolean isOf(List<Field> fields, ReadingColumns readings, int row) {
    for (int i = 0; i < fields.size(); i++) {
      if (!readings.column(fields.get(i)).has(row, values.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** That of the list of values; it is asked for once or more for each reading. */
  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < values.size(); i++) {
      hash = 31 * hash + values.get(i).hashCode();
    }
    return hash;
  }

  /** By the first value that differs; absent comes first. */
  @Override
  public int compareTo(ReadingKey other) {
    int order = 0;
    for (int i = 0; i < values.size() && order == 0; i++) {
      Optional<Comparable<?>> one = values.get(i);
      Optional<Comparable<?>> two = other.values.get(i);
      order =
          one.isPresent() && two.isPresent()
              ? TypedValue.compare(one.get(), two.get())
              : Boolean.compare(one.isPresent(), two.isPresent());
    }
    return order;
  }
}
