package dev.tidemark.model;

import java.util.Arrays;

/**
 * How many readings have which delay, exact: the delays in ms, none below 0, in ascending order,
 * each with its count. Of the same readings it is the same however they were split. Immutable.
 */
public final class DelayCounts {
  /** No reading at all. */
  public static final DelayCounts NONE = new DelayCounts(new long[0], new long[0]);

  private final long[] delays;
  private final long[] counts;

  /**
   * Delays and their counts.
   *
   * @param delays ascending, none below 0
   */
  DelayCounts(long[] delays, long[] counts) {
    this.delays = delays;
    this.counts = counts;
  }

  /**
   * Counts some delays.
   *
   * @param values in any order, sorted by this; those below 0 count as 0
   * @param size how many of the values there are, from the first
   */
  public static DelayCounts of(long[] values, int size) {
    Arrays.sort(values, 0, size);
    long[] delays = new long[size];
    long[] counts = new long[size];
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      long delay = Math.max(0, values[i]);
      if (distinct == 0 || delays[distinct - 1] != delay) {
        delays[distinct++] = delay;
      }
      counts[distinct - 1]++;
    }
    return new DelayCounts(Arrays.copyOf(delays, distinct), Arrays.copyOf(counts, distinct));
  }

  /** The counts of both together. */
  public DelayCounts plus(DelayCounts other) {
    if (delays.length == 0 || other.delays.length == 0) {
      return delays.length == 0 ? other : this;
    }
    long[] both = new long[delays.length + other.delays.length];
    long[] sums = new long[both.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < delays.length || j < other.delays.length) {
      boolean takesOwn =
          j == other.delays.length || (i < delays.length && delays[i] <= other.delays[j]);
      boolean takesOther =
          i == delays.length || (j < other.delays.length && other.delays[j] <= delays[i]);
      both[size] = takesOwn ? delays[i] : other.delays[j];
      sums[size++] = (takesOwn ? counts[i++] : 0) + (takesOther ? other.counts[j++] : 0);
    }
    return new DelayCounts(Arrays.copyOf(both, size), Arrays.copyOf(sums, size));
  }

  /** How many different delays there are. */
  public int distinct() {
    return delays.length;
  }

  /** How many readings there are. */
  public long total() {
    return above(-1);
  }

  /** How many readings have a larger delay. */
  public long above(long delay) {
    long above = 0;
    for (int i = delays.length - 1; i >= 0 && delays[i] > delay; i--) {
      above += counts[i];
    }
    return above;
  }

  /** The least delay, 0 or more, that at most so many readings exceed. */
  public long leastExceededBy(long readings) {
    long above = 0;
    for (int i = delays.length - 1; i >= 0; i--) {
      above += counts[i];
      if (above > readings) {
        return delays[i];
      }
    }
    return 0;
  }

  /** The delay at a position, from 0. */
  long delay(int position) {
    return delays[position];
  }

  /** How many readings have the delay at a position. */
  long count(int position) {
    return counts[position];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DelayCounts that
        && Arrays.equals(delays, that.delays)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(delays) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "delays " + Arrays.toString(delays) + " of readings " + Arrays.toString(counts);
  }
}
