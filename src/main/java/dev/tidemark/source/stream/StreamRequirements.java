package dev.tidemark.source.stream;

import dev.tidemark.time.OrderingSpec;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What a pipeline's steps need to know of a stream's arrival clock.
 *
 * @param maxArrivalStep how far one reading may move it
 * @param maxDelay the longest that any step waits for readings
 * @param longestWindow the longest window of any step
 * @param orderedKeys what is taken in order by steps that may hold readings back
 * @param orderedSteps how many such steps stand one behind the other, at most
 */
public record StreamRequirements(
    Duration maxArrivalStep,
    Duration maxDelay,
    Duration longestWindow,
    List<OrderingSpec> orderedKeys,
    int orderedSteps)
    implements Serializable {

  /** The usual step: longer than most streams pause, shorter than most wrong clocks are off. */
  public static final Duration USUAL_STEP = Duration.ofHours(1);
}
