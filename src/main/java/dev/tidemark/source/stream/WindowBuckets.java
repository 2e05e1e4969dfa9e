package dev.tidemark.source.stream;

import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.ReadingColumns;
import java.util.BitSet;
import java.util.List;

/**
 * Which buckets of a key's values may have windows that a step has to close, or to emit before: all
 * that had readings.
 */
final class WindowBuckets {
  private final WindowKey key;
  private final BitSet seen = new BitSet();

  private WindowBuckets(WindowKey key, List<Integer> seen) {
    this.key = key;
    seen.forEach(this.seen::set);
  }

  static WindowBuckets resume(WindowKey key, List<Integer> seen) {
    return new WindowBuckets(key, seen);
  }

  /** What a checkpoint holds of it before the first reading. */
  static List<Integer> start(WindowKey key) {
    return key.isComputed() ? Buckets.MANY.all() : List.of();
  }

  /** The name of the key whose buckets these are. */
  String name() {
    return key.name();
  }

  /** What a checkpoint holds of it. */
  List<Integer> seen() {
    return seen.stream().boxed().toList();
  }

  /** Observes readings that are about to be emitted. */
  void observe(ReadingColumns readings) {
    for (int row = 0; row < readings.size() && !key.isComputed(); row++) {
      seen.set(Buckets.MANY.of(key.fields(), readings, row));
    }
  }

  /**
   * The buckets that a step has to look at after a mark.
   *
   * @param isMoved whether the watermark of some step has moved
   */
  List<Integer> due(boolean isMoved) {
    return isMoved || key.hasDelays() ? seen() : List.of();
  }
}
