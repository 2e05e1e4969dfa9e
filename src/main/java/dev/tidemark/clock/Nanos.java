package dev.tidemark.clock;

/** Arithmetic on ns that neither overflows nor rounds unseen. */
final class Nanos {
  static final long PER_MILLI = 1_000_000;
  static final long PER_SECOND = 1_000_000_000;

  private Nanos() {}

  /** The difference; the nearest long where it does not fit one. */
  static long minus(long from, long less) {
    long difference = from - less;
    boolean overflows = ((from ^ less) & (from ^ difference)) < 0;
    return overflows ? (from < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
  }

  /** The product; the nearest long where it does not fit one. */
  static long times(long count, long nanos) {
    long high = Math.multiplyHigh(count, nanos);
    long low = count * nanos;
    boolean fits = (high == 0 && low >= 0) || (high == -1 && low < 0);
    return fits ? low : ((count < 0) == (nanos < 0) ? Long.MAX_VALUE : Long.MIN_VALUE);
  }

  /** How much a clock gains in a span at a rate in parts per billion, floored. */
  static long gained(long span, long ppb) {
    long seconds = Math.floorDiv(span, PER_SECOND);
    long rest = Math.floorMod(span, PER_SECOND);
    return seconds * ppb + Math.floorDiv(rest * ppb, PER_SECOND);
  }

  /** Compares the products of two pairs of numbers exactly. */
  static int compareProducts(long a, long b, long c, long d) {
    int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
    return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
  }
}
