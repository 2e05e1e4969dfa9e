package dev.tidemark.model.arrival;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** A sparse series: a value for each of some keys, in the order of the keys. Immutable. */
public final class Bins {
  public static final Bins NONE = new Bins(new long[0], new long[0]);

  private final long[] keys;
  private final long[] values;

  private Bins(long[] keys, long[] values) {
    this.keys = keys;
    this.values = values;
  }

  /**
   * Bins that are in order already.
   *
   * @param keys ascending, none twice
   */
  static Bins ofSorted(long[] keys, long[] values) {
    return new Bins(keys, values);
  }

  /** Collects a series, in the order of the keys. */
  static final class Builder {
    private long[] keys = new long[32];
    private long[] values = new long[32];
    private int size;

    /** Adds a value under a key above all others. */
    void add(long key, long value) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      keys[size] = key;
      values[size++] = value;
    }

    Bins build() {
      return new Bins(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    }
  }

  /**
   * How often each key occurs.
   *
   * @param keys in any order, sorted by this
   * @param size how many of the keys count, from the first
   */
  public static Bins ofCounts(long[] keys, int size) {
    Arrays.sort(keys, 0, size);
    long[] distinct = new long[size];
    long[] counts = new long[size];
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (n == 0 || distinct[n - 1] != keys[i]) {
        distinct[n++] = keys[i];
      }
      counts[n - 1]++;
    }
    return new Bins(Arrays.copyOf(distinct, n), Arrays.copyOf(counts, n));
  }

  public int size() {
    return keys.length;
  }

  public long key(int i) {
    return keys[i];
  }

  public long value(int i) {
    return values[i];
  }

  /** Both series in one. */
  public Bins plus(Bins other, LongBinaryOperator both) {
    if (other.size() == 0 || size() == 0) {
      return size() == 0 ? other : this;
    }
    long[] mergedKeys = new long[size() + other.size()];
    long[] mergedValues = new long[mergedKeys.length];
    int n = 0;
    for (int i = 0, j = 0; i < size() || j < other.size(); n++) {
      int order = i == size() ? 1 : j == other.size() ? -1 : Long.compare(keys[i], other.keys[j]);
      mergedKeys[n] = order <= 0 ? keys[i] : other.keys[j];
      mergedValues[n] =
          order == 0
              ? both.applyAsLong(values[i], other.values[j])
              : order < 0 ? values[i] : other.values[j];
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return new Bins(Arrays.copyOf(mergedKeys, n), Arrays.copyOf(mergedValues, n));
  }

  /**
   * The same series under other keys, of which several may become one.
   *
   * @param key returns no lower key for a higher one
   */
  Bins rekeyed(LongUnaryOperator key, LongBinaryOperator both) {
    long[] newKeys = new long[keys.length];
    long[] newValues = new long[keys.length];
    int n = 0;
    for (int i = 0; i < keys.length; i++) {
      long newKey = key.applyAsLong(keys[i]);
      if (n > 0 && newKeys[n - 1] == newKey) {
        newValues[n - 1] = both.applyAsLong(newValues[n - 1], values[i]);
      } else {
        newKeys[n] = newKey;
        newValues[n++] = values[i];
      }
    }
    return new Bins(Arrays.copyOf(newKeys, n), Arrays.copyOf(newValues, n));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bins bins
        && Arrays.equals(keys, bins.keys)
        && Arrays.equals(values, bins.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }
}
