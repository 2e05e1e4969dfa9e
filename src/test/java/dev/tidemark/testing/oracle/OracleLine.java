package dev.tidemark.testing.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A line of a file, without its end.
 *
 * @param offset of its first byte, in the uncompressed bytes
 * @param bytes each byte as one character
 */
record OracleLine(Path file, long offset, String bytes) {
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  /** The lines of a file that are not blank. */
  static List<OracleLine> of(Path file) throws IOException {
    String all = new String(content(file), StandardCharsets.ISO_8859_1);
    List<OracleLine> lines = new ArrayList<>();
    int start = all.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
    while (start < all.length()) {
      int newline = all.indexOf('\n', start);
      int end = newline < 0 ? all.length() : newline;
      String line = all.substring(start, end);
      if (line.endsWith("\r")) {
        line = line.substring(0, line.length() - 1);
      }
      if (!line.isBlank()) {
        lines.add(new OracleLine(file.toAbsolutePath().normalize(), start, line));
      }
      start = end + 1;
    }
    return lines;
  }

  byte[] toBytes() {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The line as text; empty if its bytes are not UTF-8. */
  Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(toBytes())).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static byte[] content(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllBytes(file);
    }
    try (InputStream plain = new GZIPInputStream(Files.newInputStream(file))) {
      return plain.readAllBytes();
    }
  }
}
