package dev.tidemark.source.stream;

import dev.tidemark.source.UnreadableInput;
import java.io.Closeable;
import java.io.Serializable;
import java.util.Optional;

/** Gives out readings and malformed lines, merged by arrival time, as far as they are there. */
public interface Supply extends Closeable {
  /** The next one; empty where there is none yet, or none any more. */
  Optional<Arrival> next() throws UnreadableInput;

  /** Whether no further one will ever come. */
  boolean hasEnded() throws UnreadableInput;

  /** Whether nothing has come for so long that nobody should wait for more. */
  default boolean isIdle() {
    return false;
  }

  /** From where to go on. */
  Serializable position();
}
