package dev.tidemark.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A kind of compressed data, recognized by its first bytes; no line of JSON begins like that. */
public enum FileSignature {
  GZIP("gzip data", "\\x1F\\x8B\\x08.*"),
  /** The block size, and then a block or the end. */
  BZIP2("bzip2 data", "BZh[1-9](?:\\x31\\x41\\x59\\x26\\x53\\x59|\\x17\\x72\\x45\\x38\\x50\\x90)"),
  ZIP("a zip archive", "PK\\x03\\x04.*"),
  ZSTANDARD("zstd data", "\\x28\\xB5\\x2F\\xFD.*"),
  XZ("xz data", "\\xFD7zXZ\\x00.*");

  /** The length of the longest signature. */
  public static final int LENGTH = 10;

  private final String label;
  private final Pattern pattern;

  FileSignature(String label, String pattern) {
    this.label = label;
    this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
  }

  /** Returns the kind of data that begins with the given bytes. */
  static Optional<FileSignature> of(byte[] head, int length) {
    if (length == 0 || mayBeginLine(head[0])) {
      return Optional.empty();
    }
    String bytes = new String(head, 0, Math.min(length, LENGTH), StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(one -> one.pattern.matcher(bytes).matches()).findFirst();
  }

  /** Describes the data to the user. */
  String label() {
    return label;
  }

  /** Rules out signatures cheaply for most files. */
  private static boolean mayBeginLine(byte first) {
    return first == '{' || first == '\n' || first == '\r' || first == ' ';
  }
}
