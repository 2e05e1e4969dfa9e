package dev.tidemark.diff;

import java.util.BitSet;

/**
 * Sums of hashes of rows, which do not depend on their order: where they are equal, so are the
 * rows. Sums are 128 bits wide, of hashes that differ by a seed.
 */
final class RowSums {
  private final long[] low = new long[Selection.BUCKETS];
  private final long[] high = new long[Selection.BUCKETS];
  private final long[] rows = new long[Selection.BUCKETS];
  private final long[] difference = new long[Selection.BUCKETS];

  /** Adds a row of the first run, or takes away one of the second. */
  void add(Answer answer, int sign) {
    String row = answer.row();
    int bucket = Selection.bucket(row);
    low[bucket] += sign * hash(row, 0xCBF29CE484222325L);
    high[bucket] += sign * hash(row, 0x9E3779B97F4A7C15L);
    difference[bucket] += sign;
    rows[bucket] += Math.max(0, sign);
  }

  /** The rows that are not known to be equal. */
  Selection differing() {
    BitSet buckets = new BitSet(Selection.BUCKETS);
    for (int i = 0; i < Selection.BUCKETS; i++) {
      buckets.set(i, !isEqual(i));
    }
    return new Selection(buckets, 0, 1);
  }

  /** How many rows of the first run are equal to those of the second. */
  long equalRows() {
    long equal = 0;
    for (int i = 0; i < Selection.BUCKETS; i++) {
      equal += isEqual(i) ? rows[i] : 0;
    }
    return equal;
  }

  private boolean isEqual(int bucket) {
    return low[bucket] == 0 && high[bucket] == 0 && difference[bucket] == 0;
  }

  private static long hash(String text, long seed) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
      hash ^= hash >>> 29;
    }
    hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    return hash ^ (hash >>> 33);
  }
}
