package dev.tidemark.model;

import dev.tidemark.model.arrival.Bins;

/**
 * How many readings have which delay, exact. Of the same readings it is the same however they were
 * split.
 *
 * @param bins the readings by delay in ms, none below 0
 */
public record DelayCounts(Bins bins) {
  /** No reading at all. */
  public static final DelayCounts NONE = new DelayCounts(Bins.NONE);

  /**
   * Counts some delays.
   *
   * @param values in any order, changed by this; those below 0 count as 0
   * @param size how many of the values there are, from the first
   */
  public static DelayCounts of(long[] values, int size) {
    for (int i = 0; i < size; i++) {
      values[i] = Math.max(0, values[i]);
    }
    return new DelayCounts(Bins.ofCounts(values, size));
  }

  /** The counts of both together. */
  public DelayCounts plus(DelayCounts other) {
    return new DelayCounts(bins.plus(other.bins, Long::sum));
  }

  /** How many different delays there are. */
  public int distinct() {
    return bins.size();
  }

  /** How many readings there are. */
  public long total() {
    return above(-1);
  }

  /** How many readings have a larger delay. */
  public long above(long delay) {
    long above = 0;
    for (int i = bins.size() - 1; i >= 0 && bins.key(i) > delay; i--) {
      above += bins.value(i);
    }
    return above;
  }

  /** The least delay, 0 or more, that at most so many readings exceed. */
  public long leastExceededBy(long readings) {
    long above = 0;
    for (int i = bins.size() - 1; i >= 0; i--) {
      above += bins.value(i);
      if (above > readings) {
        return bins.key(i);
      }
    }
    return 0;
  }
}
