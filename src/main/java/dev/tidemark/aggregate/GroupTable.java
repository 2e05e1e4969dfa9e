package dev.tidemark.aggregate;

import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.schema.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * One value for each group of readings: for what they have in the fields grouped by and, where
 * windows have starts, for each start. Groups met lately are found again without making a key.
 *
 * @param <V> what is kept of a group
 */
final class GroupTable<V> {
  /** A power of two; a bundle rarely meets more groups in turn. */
  private static final int RECENT = 256;

  private final List<Field> fields;
  private final Supplier<V> start;
  private final Map<Group, V> groups = new HashMap<>();
  private final Recent<?>[] recent = new Recent<?>[RECENT];

  GroupTable(List<Field> fields, Supplier<V> start) {
    this.fields = fields;
    this.start = start;
  }

  /**
   * A group.
   *
   * @param start of its window, ms since 1970; 0 where windows have none
   */
  record Group(ReadingKey key, long start) {}

  private record Recent<V>(Group group, V value) {
    boolean isOf(ReadingColumns readings, int row, List<Field> fields, long start) {
      return group.start == start && group.key.isOf(fields, readings, row);
    }
  }

  int size() {
    return groups.size();
  }

  /** Returns the value of a reading's group. */
  V of(ReadingColumns readings, int row, long windowStart) {
    int slot = slot(readings, row, windowStart);
    @SuppressWarnings("unchecked")
    Recent<V> known = (Recent<V>) recent[slot];
    if (known == null || !known.isOf(readings, row, fields, windowStart)) {
      Group group = new Group(ReadingKey.of(fields, readings, row), windowStart);
      known = new Recent<>(group, groups.computeIfAbsent(group, fresh -> start.get()));
      recent[slot] = known;
    }
    return known.value;
  }

  /** Returns the value of a group. */
  V of(ReadingKey key, long windowStart) {
    return groups.computeIfAbsent(new Group(key, windowStart), fresh -> start.get());
  }

  void forEach(BiConsumer<Group, V> visitor) {
    groups.forEach(visitor);
  }

  private int slot(ReadingColumns readings, int row, long windowStart) {
    int hash = 31 * Long.hashCode(windowStart / 1000) + ReadingKey.hash(fields, readings, row);
    return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (RECENT - 1);
  }
}
