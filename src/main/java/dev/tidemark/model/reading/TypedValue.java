package dev.tidemark.model.reading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How the value of a field compares, and how it travels on its own: with its type, in bytes that
 * equal values share.
 */
public final class TypedValue {
  private static final int ABSENT = 0;
  private static final int TEXT = 1;
  private static final int WHOLE = 2;
  private static final int REAL = 3;
  private static final int FALSE = 4;
  private static final int TRUE = 5;

  private TypedValue() {}

  /** Compares two values of one type; texts by code point, as SQL does. */
  @SuppressWarnings("unchecked")
  public static int compare(Comparable<?> one, Comparable<?> other) {
    return one instanceof String text
        ? CodePointOrder.ORDER.compare(text, (String) other)
        : ((Comparable<Object>) one).compareTo(other);
  }

  /** Writes a String, a Long, a Double or a Boolean, or that it is absent. */
  public static void write(Optional<Comparable<?>> value, DataOutput out) throws IOException {
    if (value.isEmpty()) {
      out.writeByte(ABSENT);
    } else if (value.get() instanceof String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      out.writeByte(TEXT);
      out.writeInt(utf8.length);
      out.write(utf8);
    } else if (value.get() instanceof Long number) {
      out.writeByte(WHOLE);
      out.writeLong(number);
    } else if (value.get() instanceof Double number) {
      out.writeByte(REAL);
      out.writeDouble(number);
    } else {
      out.writeByte(value.get().equals(true) ? TRUE : FALSE);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Optional<Comparable<?>> read(DataInput in) throws IOException {
    return switch (in.readByte()) {
      case TEXT -> {
        byte[] utf8 = new byte[in.readInt()];
        in.readFully(utf8);
        yield Optional.of(new String(utf8, StandardCharsets.UTF_8));
      }
      case WHOLE -> Optional.of(in.readLong());
      case REAL -> Optional.of(in.readDouble());
      case FALSE -> Optional.of(false);
      case TRUE -> Optional.of(true);
      default -> Optional.empty();
    };
  }
}
