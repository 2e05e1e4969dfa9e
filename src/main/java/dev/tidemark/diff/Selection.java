package dev.tidemark.diff;

import dev.tidemark.row.RowIdentity.Finality;
import java.util.BitSet;

/**
 * Some of the rows, by hashes.
 *
 * @param buckets those that are selected of {@link #BUCKETS}
 * @param part of their groups: what may replace each other, or has a name in common
 * @param parts how many there are of these
 */
record Selection(BitSet buckets, int part, int parts) {
  static final int BUCKETS = 1 << 16;

  /** Every row. */
  static Selection all() {
    BitSet all = new BitSet(BUCKETS);
    all.set(0, BUCKETS);
    return new Selection(all, 0, 1);
  }

  static int bucket(String row) {
    return row.hashCode() >>> 16;
  }

  /** One of several parts of about the same size. */
  Selection part(int number, int of) {
    return new Selection(buckets, number, of);
  }

  boolean has(Answer answer, Finality finality) {
    return buckets.get(bucket(answer.row()))
        && Math.floorMod(answer.group(finality).hashCode(), parts) == part;
  }

  boolean isEmpty() {
    return buckets.isEmpty();
  }

  /** How much of all rows they are, about. */
  double share() {
    return (double) buckets.cardinality() / BUCKETS;
  }
}
