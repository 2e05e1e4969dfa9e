package dev.tidemark.model;

/** What steps did with the traced reading; part of the side output. */
public sealed interface TraceEvent {

  /**
   * What happened to the reading in a step.
   *
   * @param text for a person
   */
  record Event(String step, Reading reading, String text) implements TraceEvent {}

  /** How many readings of a user and device were read, and their least and greatest index. */
  record Roll(String user, String device, long count, long leastIndex, long greatestIndex)
      implements TraceEvent {

    public Roll plus(Roll other) {
      return new Roll(
          user,
          device,
          count + other.count,
          Math.min(leastIndex, other.leastIndex),
          Math.max(greatestIndex, other.greatestIndex));
    }
  }
}
