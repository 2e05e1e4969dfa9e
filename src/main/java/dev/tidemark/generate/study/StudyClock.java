package dev.tidemark.generate.study;

/**
 * True time, in ticks of the phones' 32,768 Hz oscillator since the first participant's turn. Event
 * times lie on this grid, as on the real phones.
 */
final class StudyClock {
  /** 23 Feb 2015 10:18:54 UTC, in ms. */
  static final long EPOCH_MILLIS = 1_424_686_734_000L;

  /** 22 Feb 2015 00:40:10 UTC, in ns: the event time of the first outlier. */
  static final long OUTLIER_NANOS = 1_424_565_610_000_000_000L;

  /** The time from one reading to the next: 5.0354 ms. */
  static final long READING_TICKS = 165;

  private StudyClock() {}

  static long ticksOfMillis(long millis) {
    return millis * 32_768 / 1_000;
  }

  static long millis(long ticks) {
    return Math.floorDiv(ticks * 1_000, 32_768);
  }

  /**
   * A tick is 1,953,125 / 64 ns; groups of 64 are converted first, so that years do not overflow.
   */
  static long nanos(long ticks) {
    return (ticks >> 6) * 1_953_125 + (((ticks & 63) * 1_953_125) >> 6);
  }
}
