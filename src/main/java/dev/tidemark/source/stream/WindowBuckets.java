package dev.tidemark.source.stream;

import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.Reading;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which buckets of a key's values may have windows that a step has to close, or to emit before: all
 * that had readings.
 */
final class WindowBuckets {
  private final WindowKey key;
  private final Set<Integer> seen;

  private WindowBuckets(WindowKey key, List<Integer> seen) {
    this.key = key;
    this.seen = new HashSet<>(seen);
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
    return List.copyOf(seen);
  }

  /** Observes a reading that is about to be emitted. */
  void observe(Reading reading) {
    if (!key.isComputed()) {
      seen.add(Buckets.MANY.of(key.fields(), reading.columns(), reading.row()));
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
