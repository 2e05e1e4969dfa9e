package dev.tidemark.exact;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * A sum of doubles without rounding, so that it is the same however its terms were split and
 * ordered. Rounded once, at the end, as Python's {@code math.fsum} rounds.
 *
 * <p>A fixed-point number wide enough for every double, in limbs of 32 bits held in longs (Radford
 * Neal, "Fast exact summation using small and large superaccumulators", 2015). It holds only the
 * limbs that its terms have reached, which are few where they are of like magnitude.
 */
public final class ExactSum {
  /** The exponent of the lowest bit: the smallest subnormal is 2^-1074. */
  static final int LOWEST_EXPONENT = -1074;

  /** A term of 64 bits reaches three limbs, and one more takes the carries. */
  private static final int LIMBS_OF_TERM = 4;

  /** Each addition changes a limb by less than 2^32: so many fit before carries must move on. */
  private static final int ADDITIONS_BEFORE_CARRY = 1 << 30;

  private static final long LOW = 0xFFFF_FFFFL;
  private static final long FRACTION = (1L << 52) - 1;

  /** The lowest limb comes first; the highest takes carries only, with the sign. */
  private long[] limbs;

  /** The place of the first limb. */
  private int lowest;

  /** Additions since carries moved on. */
  private int buffered;

  public ExactSum() {
    this(new long[0], 0, 0);
  }

  private ExactSum(long[] limbs, int lowest, int buffered) {
    this.limbs = limbs;
    this.lowest = lowest;
    this.buffered = buffered;
  }

  ExactSum copy() {
    return new ExactSum(limbs.clone(), lowest, buffered);
  }

  /** Adds a finite number. */
  public void add(double term) {
    addScaled(term < 0, mantissa(term), shift(term));
  }

  /** The magnitude of a number, without its {@link #shift}. */
  static long mantissa(double number) {
    long bits = Double.doubleToRawLongBits(number);
    long fraction = bits & FRACTION;
    return exponent(bits) == 0 ? fraction : fraction | (1L << 52);
  }

  /** By how many bits the mantissa of a number is shifted, in units of the smallest number. */
  static int shift(double number) {
    return Math.max(1, exponent(Double.doubleToRawLongBits(number))) - 1;
  }

  private static int exponent(long bits) {
    return (int) (bits >>> 52) & 0x7FF;
  }

  /** Adds a whole number. */
  public void add(long term) {
    boolean negative = term < 0;
    long magnitude = Math.abs(term);
    addScaled(negative, magnitude & LOW, -LOWEST_EXPONENT);
    addScaled(negative, magnitude >>> 32, 32 - LOWEST_EXPONENT);
  }

  public void add(ExactSum other) {
    other.carry();
    carry();
    reach(other.lowest, other.limbs.length);
    for (int i = 0; i < other.limbs.length; i++) {
      limbs[other.lowest - lowest + i] += other.limbs[i];
    }
    carry();
  }

  /** The sum, correctly rounded (half to even); infinite where it exceeds a double. */
  public double value() {
    BigInteger exact = scaled();
    double rounded = rounded(exact.abs(), LOWEST_EXPONENT);
    return exact.signum() < 0 ? -rounded : rounded;
  }

  /** {@code magnitude * 2^exponent}, correctly rounded. */
  static double rounded(BigInteger magnitude, int exponent) {
    int excess = Math.max(magnitude.bitLength() - 53, LOWEST_EXPONENT - exponent);
    if (excess <= 0) {
      return Math.scalb(magnitude.doubleValue(), exponent);
    }
    BigInteger kept = magnitude.shiftRight(excess);
    boolean half = magnitude.testBit(excess - 1);
    boolean rest = magnitude.getLowestSetBit() < excess - 1;
    if (half && (rest || kept.testBit(0))) {
      kept = kept.add(BigInteger.ONE);
    }
    return Math.scalb(kept.doubleValue(), excess + exponent);
  }

  /** The sum of whole numbers, exact. */
  public BigInteger wholeValue() {
    return scaled().shiftRight(-LOWEST_EXPONENT);
  }

  public void writeTo(DataOutput out) throws IOException {
    carry();
    int last = limbs.length;
    while (last > 0 && limbs[last - 1] == 0) {
      last--;
    }
    int first = 0;
    while (first < last && limbs[first] == 0) {
      first++;
    }
    out.writeByte(lowest + first);
    out.writeByte(lowest + last);
    for (int i = first; i < last; i++) {
      out.writeLong(limbs[i]);
    }
  }

  public static ExactSum readFrom(DataInput in) throws IOException {
    int first = in.readUnsignedByte();
    int last = in.readUnsignedByte();
    long[] limbs = new long[last - first];
    for (int i = 0; i < limbs.length; i++) {
      limbs[i] = in.readLong();
    }
    return new ExactSum(limbs, first, 0);
  }

  /** Adds {@code mantissa * 2^(LOWEST_EXPONENT + shift)}; the mantissa has 64 bits, unsigned. */
  void addScaled(boolean negative, long mantissa, int shift) {
    int place = shift >>> 5;
    if (place < lowest || place + LIMBS_OF_TERM > lowest + limbs.length) {
      reach(place, LIMBS_OF_TERM);
    }
    int limb = place - lowest;
    int bit = shift & 31;
    long low = (mantissa << bit) & LOW;
    long middle = (mantissa >>> (32 - bit)) & LOW;
    long high = bit == 0 ? 0 : mantissa >>> (64 - bit);
    if (negative) {
      limbs[limb] -= low;
      limbs[limb + 1] -= middle;
      limbs[limb + 2] -= high;
    } else {
      limbs[limb] += low;
      limbs[limb + 1] += middle;
      limbs[limb + 2] += high;
    }
    if (++buffered == ADDITIONS_BEFORE_CARRY) {
      carry();
    }
  }

  /** Makes room for some limbs from a place on. */
  private void reach(int place, int count) {
    if (limbs.length == 0) {
      lowest = place;
    }
    int first = Math.min(lowest, place);
    int end = Math.max(lowest + limbs.length, place + count);
    if (end - first > limbs.length) {
      long[] wider = new long[end - first];
      System.arraycopy(limbs, 0, wider, lowest - first, limbs.length);
      limbs = wider;
      lowest = first;
    }
  }

  /** Brings all limbs but the highest back to 32 bits; the highest carries the sign. */
  private void carry() {
    for (int i = 0; i < limbs.length - 1; i++) {
      limbs[i + 1] += limbs[i] >> 32;
      limbs[i] &= LOW;
    }
    buffered = 0;
  }

  /** The exact sum, in units of the smallest number. */
  BigInteger scaled() {
    carry();
    BigInteger sum = BigInteger.ZERO;
    for (int i = limbs.length - 1; i >= 0; i--) {
      sum = sum.shiftLeft(32).add(BigInteger.valueOf(limbs[i]));
    }
    return sum.shiftLeft(32 * lowest);
  }
}
