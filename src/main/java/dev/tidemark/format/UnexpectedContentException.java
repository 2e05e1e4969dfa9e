package dev.tidemark.format;

import java.io.IOException;

/** Thrown when a file does not hold what its name says; adding to the file cannot change that. */
public final class UnexpectedContentException extends IOException {
  private UnexpectedContentException(String message) {
    super(message);
  }

  /** The name ends as that of a compressed file, but the bytes are something else. */
  static UnexpectedContentException ofName(FileCompression expected, byte[] head) {
    return new UnexpectedContentException(
        "its name ends in %s, but it does not hold %s: it begins like %s"
            .formatted(expected.ending(), expected.content(), likely(head)));
  }

  /** Something follows the compressed data. */
  static UnexpectedContentException afterData(FileCompression expected, byte[] head) {
    return new UnexpectedContentException(
        "its %s is followed by something else, which begins like %s"
            .formatted(expected.content(), likely(head)));
  }

  /** The bytes are compressed, but the name does not say so. */
  static UnexpectedContentException compressed(FileSignature found) {
    return new UnexpectedContentException(
        switch (found) {
          case GZIP -> renaming(found, FileCompression.GZIP);
          case BZIP2 -> renaming(found, FileCompression.BZIP2);
          case ZSTANDARD -> renaming(found, FileCompression.ZSTD);
          case ZIP, XZ ->
              "it holds %s; of compressed files only gzip (.gz), bzip2 (.bz2) and zstd (.zst) are read"
                  .formatted(found.label());
        });
  }

  private static String renaming(FileSignature found, FileCompression compression) {
    return "it holds %s, but its name does not end in %s; rename it"
        .formatted(found.label(), compression.ending());
  }

  private static String likely(byte[] head) {
    return FileSignature.of(head, head.length)
        .map(FileSignature::label)
        .orElseGet(() -> isText(head) ? "plain text" : "binary data");
  }

  private static boolean isText(byte[] head) {
    for (byte one : head) {
      boolean control = one >= 0 && one < ' ' && one != '\t' && one != '\n' && one != '\r';
      if (control) {
        return false;
      }
    }
    return true;
  }
}
