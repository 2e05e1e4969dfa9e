package dev.tidemark.model.arrival;

/**
 * Divides delays in ms, which may be negative, into bins: of one ms near zero, and of a constant
 * number to each power of two beyond. The bins of a delay and of its negative are mirror images, so
 * that each bound is a whole number of ms and counts are exact there.
 *
 * @param bits the number of bins to a power of two, as a power of two
 */
record DelayScale(int bits) {
  /** Some 3 % wide: for a histogram. */
  static final DelayScale FINE = new DelayScale(5);

  /** Some 20 % wide: for a picture. */
  static final DelayScale COARSE = new DelayScale(2);

  /** The number of the bin that a delay is in; larger delays have no smaller numbers. */
  int bin(long delayMs) {
    return delayMs >= 0 ? magnitude(delayMs) : -1 - magnitude(-1 - delayMs);
  }

  /** The least delay in a bin, ms. */
  long lower(int bin) {
    return bin >= 0 ? least(bin) : -least(-bin);
  }

  /** The least delay above a bin, ms. */
  long upper(int bin) {
    return lower(bin + 1);
  }

  private int magnitude(long size) {
    int shift = 63 - Long.numberOfLeadingZeros(size | (1L << bits)) - bits;
    return (shift << bits) + (int) (size >>> shift);
  }

  private long least(int bin) {
    int shift = Math.max(0, (bin >> bits) - 1);
    return ((long) bin - ((long) shift << bits)) << shift;
  }
}
