package dev.tidemark.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of one line with its newline, in a buffer that is reused for the next line. */
final class LineBuffer {
  private static final int LONGEST_LINE = 512;
  private static final int LONGEST_NUMBER = 20;

  private final byte[] bytes = new byte[LONGEST_LINE];
  private final byte[] digits = new byte[LONGEST_NUMBER];
  private int length;

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  LineBuffer append(byte[] text) {
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  /** Appends a number that is not negative. */
  LineBuffer append(long number) {
    int from = LONGEST_NUMBER;
    long rest = number;
    do {
      long tenth = rest / 10;
      digits[--from] = (byte) ('0' + (rest - tenth * 10));
      rest = tenth;
    } while (rest > 0);
    System.arraycopy(digits, from, bytes, length, LONGEST_NUMBER - from);
    length += LONGEST_NUMBER - from;
    return this;
  }

  /** The line without its newline, one character for each byte. */
  String text() {
    return new String(bytes, 0, length - 1, StandardCharsets.ISO_8859_1);
  }

  /** Replaces the line, adding the newline. */
  void setText(String text) {
    clear();
    append((text + "\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }
}
