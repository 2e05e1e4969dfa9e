package dev.tidemark.machine;

import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.model.reading.TypedValue;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How states are written: numbers in as few bytes as they need, texts in UTF-8. */
final class StateFormat {
  private StateFormat() {}

  /** Seven bits to a byte, lowest first; the high bit says that more follow. */
  static void writeNumber(long number, DataOutput out) throws IOException {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  static long readNumber(DataInput in) throws IOException {
    long number = 0;
    int shift = 0;
    byte next;
    do {
      next = in.readByte();
      number |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return number;
  }

  /** Zigzag, so that a small step back is as short as a small step forward. */
  static void writeSigned(long number, DataOutput out) throws IOException {
    writeNumber((number << 1) ^ (number >> 63), out);
  }

  static long readSigned(DataInput in) throws IOException {
    long zigzag = readNumber(in);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  static void writeText(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeNumber(bytes.length, out);
    out.write(bytes);
  }

  static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[(int) readNumber(in)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void writeKey(ReadingKey key, DataOutput out) throws IOException {
    writeNumber(key.values().size(), out);
    for (Optional<Comparable<?>> value : key.values()) {
      TypedValue.write(value, out);
    }
  }

  static ReadingKey readKey(DataInput in) throws IOException {
    List<Optional<Comparable<?>>> values = new ArrayList<>();
    for (long left = readNumber(in); left > 0; left--) {
      values.add(TypedValue.read(in));
    }
    return new ReadingKey(values);
  }
}
