package dev.tidemark.source.stream;

import dev.tidemark.source.files.UnreadableInputException;
import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;

/**
 * Emits readings and malformed lines, merged by arrival time, as they become available.
 *
 * @param <P> what a checkpoint needs to resume the stream
 */
public interface ArrivalStream<P> extends Closeable {
  /** Returns the next line; empty where none is available yet, or none is left. */
  Optional<ArrivingLine> next() throws UnreadableInputException;

  /** Whether no further line will ever come. */
  boolean hasEnded() throws UnreadableInputException;

  /** Returns the time after which no result should wait for more lines, if none has come for it. */
  default Optional<Duration> idleFor() {
    return Optional.empty();
  }

  /** Returns where to resume. */
  P position();
}
