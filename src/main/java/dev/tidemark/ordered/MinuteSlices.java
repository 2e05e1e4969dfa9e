package dev.tidemark.ordered;

import org.joda.time.Instant;

/** Divides event time into numbered slices of one minute. */
final class MinuteSlices {
  private static final long SLICE_MS = 60_000;

  /** The first slice: event times are 64 bits of ns, so none is earlier. */
  static final long EARLIEST = Math.floorDiv(Long.MIN_VALUE / 1_000_000 - 1, SLICE_MS);

  private MinuteSlices() {}

  static long indexOf(long millis) {
    return Math.floorDiv(millis, SLICE_MS);
  }

  /**
   * A timestamp that sorts as the slice does. It is never negative, because Spark sorts timestamps
   * as if they were unsigned, and never before an event time, because a DoFn may not emit a
   * timestamp earlier than that of its input.
   */
  static Instant timestamp(long slice) {
    return Instant.ofEpochMilli((slice - 2 * EARLIEST) * SLICE_MS);
  }
}
