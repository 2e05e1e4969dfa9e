package dev.tidemark.model.arrival;

import java.util.Arrays;

/** Counts readings by the number of a bin, in an array that covers the bins met so far. */
final class BinCounts {
  private static final int MARGIN = 64;

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

  /** The bins that hold something. */
  Bins bins() {
    int size = 0;
    for (long count : counts) {
      size += count > 0 ? 1 : 0;
    }
    long[] keys = new long[size];
    long[] values = new long[size];
    int taken = 0;
    for (int i = 0; taken < size; i++) {
      if (counts[i] > 0) {
        keys[taken] = (long) first + i;
        values[taken++] = counts[i];
      }
    }
    return Bins.ofSorted(keys, values);
  }
}
