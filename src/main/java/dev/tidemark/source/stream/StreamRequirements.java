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
 * @param windowKeys the keys by which steps keep windows open that only the source can make them
 *     close
 */
public record StreamRequirements(
    Duration maxArrivalStep,
    Duration maxDelay,
    Duration longestWindow,
    List<OrderingSpec> orderedKeys,
    int orderedSteps,
    List<WindowKey> windowKeys)
    implements Serializable {
  /** Requirements of steps that close windows without the source. */
  public StreamRequirements(
      Duration maxArrivalStep,
      Duration maxDelay,
      Duration longestWindow,
      List<OrderingSpec> orderedKeys,
      int orderedSteps) {
    this(maxArrivalStep, maxDelay, longestWindow, orderedKeys, orderedSteps, List.of());
  }

  /** The default step: longer than most streams pause, shorter than most wrong clocks are off. */
  public static final Duration USUAL_STEP = Duration.ofHours(1);

  /** The same, for a runner whose watermark closes windows. */
  public StreamRequirements withoutWindows() {
    return new StreamRequirements(
        maxArrivalStep, maxDelay, longestWindow, orderedKeys, orderedSteps);
  }
}
