package dev.tidemark.model;

import dev.tidemark.schema.Field;
import java.io.Serializable;
import java.util.Comparator;

/**
 * The value of a key field. Readings without the field have a key of their own, which differs from
 * that of an empty text.
 *
 * @param isPresent whether the reading has the field
 * @param text empty if it does not
 */
public record ReadingKey(boolean isPresent, String text)
    implements Comparable<ReadingKey>, Serializable {

  public static final ReadingKey ABSENT = new ReadingKey(false, "");

  private static final Comparator<ReadingKey> ORDER =
      Comparator.comparing(ReadingKey::isPresent)
          .thenComparing(ReadingKey::text, CodePointOrder.ORDER);

  public static ReadingKey of(String text) {
    return new ReadingKey(true, text);
  }

  /** The key that a reading has in a field. */
  public static ReadingKey of(Field field, Reading reading) {
    return reading.value(field).map(value -> of(value.toString())).orElse(ABSENT);
  }

  /** Absent comes first. */
  @Override
  public int compareTo(ReadingKey other) {
    return ORDER.compare(this, other);
  }
}
