package dev.tidemark.generate.study;

/** Seeded random numbers (SplitMix64), written out so that no JDK can change the sequence. */
public final class SeededRandom {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private SeededRandom(long state) {
    this.state = state;
  }

  /** A sequence for one purpose: no setting changes the random numbers of another purpose. */
  public static SeededRandom of(long seed, String purpose) {
    return new SeededRandom(mix(seed) ^ mix(purpose.hashCode() * GOLDEN_GAMMA));
  }

  long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** A whole number from 0 to {@code bound - 1}. */
  public int below(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** True {@code parts} times in a million. */
  boolean perMillion(int parts) {
    return below(1_000_000) < parts;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
