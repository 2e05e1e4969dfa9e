package dev.tidemark.format;

import dev.tidemark.format.json.Utf8;
import java.util.Arrays;
import java.util.Optional;

/**
 * Returns the same object for equal texts while they are few: users, devices and activities repeat
 * on every line. The cache is direct-mapped, so its size is fixed however many texts there are.
 */
final class TextCache {
  private static final int SLOTS = 1024;

  /** Longer texts are not names that repeat, and would fill the memory. */
  private static final int MAX_LENGTH = 256;

  private final char[][] characters = new char[SLOTS][];
  private final Optional<?>[] optionals = new Optional<?>[SLOTS];

  /** Returns the text; empty where UTF-8 cannot encode it, so no later step would read the same. */
  @SuppressWarnings("unchecked")
  Optional<String> get(char[] buffer, int offset, int length) {
    if (length > MAX_LENGTH) {
      return Optional.of(new String(buffer, offset, length)).filter(Utf8::canEncode);
    }
    return (Optional<String>) optionals[slot(buffer, offset, length)];
  }

  private int slot(char[] buffer, int offset, int length) {
    int hash = 0;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + buffer[i];
    }
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    char[] known = characters[slot];
    if (known == null || !Arrays.equals(known, 0, known.length, buffer, offset, offset + length)) {
      characters[slot] = Arrays.copyOfRange(buffer, offset, offset + length);
      optionals[slot] = Optional.of(new String(buffer, offset, length)).filter(Utf8::canEncode);
    }
    return slot;
  }
}
