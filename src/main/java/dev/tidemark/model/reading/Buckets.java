package dev.tidemark.model.reading;

import dev.tidemark.schema.Field;
import java.util.List;

/**
 * Spreads keys over a bounded number of buckets, which a runner gets in place of the keys: it
 * charges for each.
 */
public final class Buckets {
  /** So many can be worked on at once; more would have less in each. A power of two. */
  private static final int COUNT = 128;

  private Buckets() {}

  /** The bucket of the key that the reading in a row has in some fields. */
  public static int of(List<Field> key, ReadingColumns readings, int row) {
    return of(ReadingKey.hash(key, readings, row));
  }

  /** The bucket of what has this hash. */
  public static int of(int hash) {
    return (hash ^ (hash >>> 7) ^ (hash >>> 14) ^ (hash >>> 21)) & (COUNT - 1);
  }
}
