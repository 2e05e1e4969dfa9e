package dev.tidemark.format.json;

import java.lang.invoke.VarHandle;

/** Bytes that are expected in a line, compared eight at a time. */
final class BytePattern {
  private static final VarHandle LONG = EightBytes.IN_ARRAY;

  private final byte[] bytes;

  /** The first eight, or as many as there are, and which bits of eight they are. */
  private final long first;

  private final long mask;

  /** Takes the bytes as its own. */
  BytePattern(byte[] bytes) {
    this.bytes = bytes;
    long head = 0;
    for (int i = Math.min(bytes.length, Long.BYTES) - 1; i >= 0; i--) {
      head = head << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
    }
    first = head;
    mask =
        bytes.length >= Long.BYTES
            ? -1L
            : bytes.length == 0 ? 0 : -1L >>> (Long.SIZE - Byte.SIZE * bytes.length);
  }

  int length() {
    return bytes.length;
  }

  /** Whether these bytes stand at a position of a line that ends before {@code end}. */
  boolean isAt(byte[] line, int position, int end) {
    int length = bytes.length;
    if (position + length > end) {
      return false;
    }
    if (position + Long.BYTES > line.length) {
      return isAtByByte(line, position);
    }
    if ((((long) LONG.get(line, position) ^ first) & mask) != 0) {
      return false;
    }
    if (length <= Long.BYTES) {
      return true;
    }
    for (int i = Long.BYTES; i < length - Long.BYTES; i += Long.BYTES) {
      if ((long) LONG.get(line, position + i) != (long) LONG.get(bytes, i)) {
        return false;
      }
    }
    // The last eight may overlap those before.
    int last = length - Long.BYTES;
    return (long) LONG.get(line, position + last) == (long) LONG.get(bytes, last);
  }

  private boolean isAtByByte(byte[] line, int position) {
    for (int i = 0; i < bytes.length; i++) {
      if (line[position + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
