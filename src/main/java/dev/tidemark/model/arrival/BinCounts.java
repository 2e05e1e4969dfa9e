package dev.tidemark.model.arrival;

import java.util.Arrays;

/** Counts readings by the number of a bin, in an array that covers the bins met so far. */
final class BinCounts {
  private static final int MARGIN = 16;

  private long[] counts = new long[0];

  /** The bin of the first count. */
  private int first;

  void add(int bin, long readings) {
    if (bin < first || bin >= first + counts.length) {
      cover(bin);
    }
    counts[bin - first] += readings;
  }

  void clear() {
    Arrays.fill(counts, 0);
  }

  private void cover(int bin) {
    int from = counts.length == 0 ? bin - MARGIN : Math.min(first, bin - MARGIN);
    int to = counts.length == 0 ? bin + MARGIN : Math.max(first + counts.length, bin + MARGIN);
    long[] wider = new long[to - from];
    System.arraycopy(counts, 0, wider, counts.length == 0 ? 0 : first - from, counts.length);
    counts = wider;
    first = from;
  }

  /** Adds the counts of others. */
  void add(BinCounts others) {
    for (int i = 0; i < others.counts.length; i++) {
      if (others.counts[i] > 0) {
        add(others.first + i, others.counts[i]);
      }
    }
  }

  /** The bins that hold something. */
  Bins bins() {
    Bins.Builder bins = new Bins.Builder();
    addTo(bins, 0);
    return bins.build();
  }

  /**
   * Adds the bins that hold something to others.
   *
   * @param origin the key of bin 0 there
   */
  void addTo(Bins.Builder bins, long origin) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        bins.add(origin + first + i, counts[i]);
      }
    }
  }
}
