package dev.tidemark.ordered;

import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Collects readings by the bucket of their key, in the order in which they come. */
final class ReadingsByBucket {
  private final List<Field> key;
  private final Buckets of;
  private final NavigableMap<Integer, ReadingColumnsBuilder> buckets = new TreeMap<>();
  private int size;

  ReadingsByBucket(List<Field> key, Buckets of) {
    this.key = key;
    this.of = of;
  }

  void add(ReadingColumns readings, int row) {
    buckets
        .computeIfAbsent(
            of.of(key, readings, row), first -> new ReadingColumnsBuilder(readings.schema(), 0))
        .add(readings, row);
    size++;
  }

  /** Adds a bucket, without readings if it has none: something else travels with it. */
  void addBucket(int bucket) {
    buckets.computeIfAbsent(bucket, absent -> new ReadingColumnsBuilder(ReadingSchema.EMPTY, 0));
  }

  /** Whether there is no bucket, with or without readings. */
  boolean isEmpty() {
    return buckets.isEmpty();
  }

  /** How many readings there are, in all buckets. */
  int size() {
    return size;
  }

  /** Visits the buckets in order. */
  void forEach(BiConsumer<Integer, ReadingColumns> visitor) {
    buckets.forEach((bucket, readings) -> visitor.accept(bucket, readings.build()));
  }
}
