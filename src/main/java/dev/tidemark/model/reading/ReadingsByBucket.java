package dev.tidemark.model.reading;

import dev.tidemark.schema.ReadingSchema;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Collects readings by bucket, in the order in which they come. */
public final class ReadingsByBucket {
  private final Buckets of;
  private final NavigableMap<Integer, ReadingColumnsBuilder> buckets = new TreeMap<>();
  private int size;

  /** Starts without buckets. */
  public ReadingsByBucket(Buckets of) {
    this.of = of;
  }

  /** Adds the reading in a row to the bucket of what has this hash. */
  public void add(int hash, ReadingColumns readings, int row) {
    buckets
        .computeIfAbsent(of.of(hash), first -> new ReadingColumnsBuilder(readings.schema(), 0))
        .add(readings, row);
    size++;
  }

  /** Adds a bucket, without readings if it has none: something else travels with it. */
  public void addBucket(int bucket) {
    buckets.computeIfAbsent(bucket, absent -> new ReadingColumnsBuilder(ReadingSchema.EMPTY, 0));
  }

  /** Whether there is no bucket, with or without readings. */
  public boolean isEmpty() {
    return buckets.isEmpty();
  }

  /** How many readings there are, in all buckets. */
  public int size() {
    return size;
  }

  /** Visits the buckets in order; no reading is added after that. */
  public void forEach(BiConsumer<Integer, ReadingColumns> visitor) {
    buckets.forEach((bucket, readings) -> visitor.accept(bucket, readings.build()));
  }
}
