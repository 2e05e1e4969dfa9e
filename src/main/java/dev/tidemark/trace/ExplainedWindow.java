package dev.tidemark.trace;

import dev.tidemark.terminal.TerminalText;
import java.io.Serializable;

/**
 * Which window a run explains.
 *
 * @param step the step that counts by it
 * @param key the values by which the step groups, with slashes between them; absent ones empty
 * @param startMs ms since 1970
 */
public record ExplainedWindow(String step, String key, long startMs) implements Serializable {
  /** Whether a key is meant, as it is or as a terminal shows it. */
  boolean hasKey(String other) {
    return other.equals(key) || TerminalText.escape(other).equals(key);
  }

  /** The step and the key, as a user names them. */
  String place() {
    return key.isEmpty() ? step : step + "/" + key;
  }
}
