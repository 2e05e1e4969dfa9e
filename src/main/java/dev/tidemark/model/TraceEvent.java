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
}
