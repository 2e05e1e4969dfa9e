package dev.tidemark.source.stream;

import dev.tidemark.time.OrderingSpec;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What a pipeline's steps require of a stream's arrival clock.
 *
 * @param maxArrivalStep how far one reading may move the clock
 * @param maxDelay the longest that any step waits for readings
 * @param longestWindow the longest window of any step
 * @param orderedKeys the keys by which ordered steps buffer readings
 * @param orderedSteps how many ordered steps follow one another at most
 */
public record StreamRequirements(
    Duration maxArrivalStep,
    Duration maxDelay,
    Duration longestWindow,
    List<OrderingSpec> orderedKeys,
    int orderedSteps)
    implements Serializable {

  /** The default step: longer than most streams pause, shorter than most wrong clocks are off. */
  public static final Duration USUAL_STEP = Duration.ofHours(1);
}
