package dev.tidemark.source.stream;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * How to follow an input, and until when.
 *
 * @param maxFilesPerTrigger how many new files to start reading at each look at the directory
 * @param stop a file whose appearance ends the stream after the input that is there by then
 * @param idleTimeout after how long without input the steps release what they buffer
 */
public record FollowSettings(int maxFilesPerTrigger, String stop, Duration idleTimeout)
    implements Serializable {
  /** Returns the idle timeout if it has passed. */
  public Optional<Duration> idleFor(long nanosWithoutInput) {
    return Optional.of(idleTimeout)
        .filter(timeout -> Duration.ofNanos(nanosWithoutInput).compareTo(timeout) >= 0);
  }
}
