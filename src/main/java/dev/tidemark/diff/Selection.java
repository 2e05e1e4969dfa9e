package dev.tidemark.diff;

import java.util.BitSet;

/**
 * Some of the groups of rows, by hashes of their names.
 *
 * @param buckets those that are selected of {@link #BUCKETS}
 * @param part of the groups in them
 * @param parts how many there are of these
 */
record Selection(BitSet buckets, int part, int parts) {
  static final int BUCKETS = 1 << 16;

  /** Every group. */
  static Selection all() {
    BitSet all = new BitSet(BUCKETS);
    all.set(0, BUCKETS);
    return new Selection(all, 0, 1);
  }

  static int bucket(String group) {
    // The lower bits choose a part.
    return group.hashCode() >>> 16;
  }

  /** One of several parts of about the same size. */
  Selection part(int number, int of) {
    return new Selection(buckets, number, of);
  }

  boolean has(String group) {
    return buckets.get(bucket(group)) && ((group.hashCode() * 0x9E3779B1) >>> 1) % parts == part;
  }

  boolean isEmpty() {
    return buckets.isEmpty();
  }

  /** How much of all groups they are, about. */
  double share() {
    return (double) buckets.cardinality() / BUCKETS;
  }
}
