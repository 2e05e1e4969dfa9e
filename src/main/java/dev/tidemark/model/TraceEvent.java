package dev.tidemark.model;

import dev.tidemark.model.reading.Reading;
import java.util.List;

/** What steps have traced; part of the side output. */
public sealed interface TraceEvent {

  /**
   * What happened to the reading in a step.
   *
   * @param text for a person
   */
  record Event(String step, Reading reading, String text) implements TraceEvent {}

  /**
   * How many readings were read whose names begin alike, and the numbers with which they end.
   *
   * @param names all but the last of a reading's names: user and device, for example
   * @param leastIndex 0 where readings have no number
   */
  record Roll(List<String> names, long count, long leastIndex, long greatestIndex)
      implements TraceEvent {

    public Roll plus(Roll other) {
      return new Roll(
          names,
          count + other.count,
          Math.min(leastIndex, other.leastIndex),
          Math.max(greatestIndex, other.greatestIndex));
    }
  }

  /**
   * What {@code max_delay} some readings need to be in time for a step, each once for each of its
   * windows.
   */
  record Delays(String step, DelayCounts counts) implements TraceEvent {}

  /**
   * Readings of one key that may be in the window that is explained.
   *
   * @param key the values by which the step groups; absent ones empty
   */
  record Members(String step, List<String> key, List<Member> members) implements TraceEvent {}

  /**
   * A reading as its step sees it.
   *
   * @param nanos its event time
   * @param watermark the ideal one at its arrival, ms since 1970
   */
  record Member(Reading reading, long nanos, long watermark) {}

  /**
   * What there is where the window that is explained holds nothing.
   *
   * @param keys others, a few
   * @param starts of windows of the same key, the nearest ones; ms since 1970
   */
  record OtherWindows(String step, List<String> keys, List<Long> starts) implements TraceEvent {}
}
