package dev.tidemark.source.stream;

import dev.tidemark.source.files.UnreadableInputException;
import java.io.Closeable;
import java.io.Serializable;
import java.util.Optional;

/** Gives out readings and malformed lines, merged by arrival time, as far as they are there. */
public interface ArrivalStream extends Closeable {
  /** The next one; empty where there is none yet, or none any more. */
  Optional<ArrivingLine> next() throws UnreadableInputException;

  /** Whether no further one will ever come. */
  boolean hasEnded() throws UnreadableInputException;

  /** Whether nothing has come for so long that nobody should wait for more. */
  default boolean isIdle() {
    return false;
  }

  /** From where to go on. */
  Serializable position();
}
