package dev.tidemark.source.stream.files;

import dev.tidemark.source.stream.ArrivingLine;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A line of a file as it was written, without its line end.
 *
 * @param key see {@link ArrivingLine#key}
 * @param isWhole false where the line is too long to be read, and only its head is here
 */
public record ReplayedLine(Optional<String> key, ByteBuffer bytes, boolean isWhole) {
  static ReplayedLine of(ArrivingLine line) {
    return new ReplayedLine(line.key(), line.written(), line.isWhole());
  }
}
