package dev.tidemark.model.reading;

import dev.tidemark.schema.Field;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Spreads keys over a bounded number of buckets, which a runner gets in place of the keys: it
 * charges for each.
 */
public enum Buckets {
  /** For a runner that takes long over each bundle of a key, and works in one process. */
  FEW(16),

  /** So many can be worked on at once; more would have less in each. */
  MANY(128);

  /** The name of keys that a source does not know, since steps compute them; no other has it. */
  public static final String ANY_KEY = ", ";

  /** A power of two. */
  private final int count;

  Buckets(int count) {
    this.count = count;
  }

  /** The bucket of the key that the reading in a row has in some fields. */
  public int of(List<Field> key, ReadingColumns readings, int row) {
    return of(ReadingKey.hash(key, readings, row));
  }

  /** The bucket of what has this hash. */
  public int of(int hash) {
    return (hash ^ (hash >>> 7) ^ (hash >>> 14) ^ (hash >>> 21)) & (count - 1);
  }

  /** All buckets. */
  public List<Integer> all() {
    return IntStream.range(0, count).boxed().toList();
  }

  /**
   * The name of a key, by which a source tells which of its buckets are due: where its fields stand
   * in a line, as their names may have changed since.
   */
  public static String nameOf(List<Field> key) {
    if (key.stream().anyMatch(field -> field.path().isEmpty())) {
      return ANY_KEY;
    }
    return key.stream()
        .map(field -> String.join(".", field.path()))
        .collect(Collectors.joining(", "));
  }
}
