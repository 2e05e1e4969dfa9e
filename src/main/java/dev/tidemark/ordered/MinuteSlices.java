package dev.tidemark.ordered;

import org.joda.time.Instant;

/** Event time in slices of one minute: disjoint, and in order among each other. */
final class MinuteSlices {
  private static final long SLICE_MS = 60_000;

  /** Event times are ns in 64 bits, so none is earlier than this. */
  static final long EARLIEST = Math.floorDiv(Long.MIN_VALUE / 1_000_000 - 1, SLICE_MS);

  private MinuteSlices() {}

  static long indexOf(long millis) {
    return Math.floorDiv(millis, SLICE_MS);
  }

  /**
   * A timestamp that sorts as the slice does. None is negative, as Spark sorts timestamps without
   * regard to their sign; and none is before any event time, as blocks are stamped with those and a
   * DoFn may not put out what is earlier.
   */
  static Instant stamp(long slice) {
    return Instant.ofEpochMilli((slice - 2 * EARLIEST) * SLICE_MS);
  }
}
