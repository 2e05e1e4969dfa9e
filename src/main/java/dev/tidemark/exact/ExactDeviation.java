package dev.tidemark.exact;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * The standard deviation of numbers, as that of a sample: computed from their exact sum and the
 * exact sum of their squares, and rounded once.
 */
public final class ExactDeviation {
  /** How many bits make the root precise enough to be rounded to 53. */
  private static final int ROOT_BITS = 66;

  private final ExactSum sum;

  /** Of the numbers in units of the smallest double, so in units of its square. */
  private final ExactSum squares;

  private long count;

  public ExactDeviation() {
    this(new ExactSum(), new ExactSum(), 0);
  }

  private ExactDeviation(ExactSum sum, ExactSum squares, long count) {
    this.sum = sum;
    this.squares = squares;
    this.count = count;
  }

  /** Adds a finite number. */
  public void add(double number) {
    sum.add(number);
    addSquare(ExactSum.mantissa(number), ExactSum.shift(number));
    count++;
  }

  /** Adds a whole number. */
  public void add(long number) {
    sum.add(number);
    addSquare(number, -ExactSum.LOWEST_EXPONENT);
    count++;
  }

  public void add(ExactDeviation other) {
    sum.add(other.sum);
    squares.add(other.squares);
    count += other.count;
  }

  private void addSquare(long number, int shift) {
    squares.addScaled(false, number * number, 2 * shift);
    squares.addScaled(false, Math.multiplyHigh(number, number), 2 * shift + Long.SIZE);
  }

  /** The deviation, correctly rounded; NaN for fewer than two numbers, infinite beyond a double. */
  public double value() {
    if (count < 2) {
      return Double.NaN;
    }
    BigInteger size = BigInteger.valueOf(count);
    BigInteger dividend = size.multiply(squares.scaled()).subtract(sum.scaled().pow(2));
    BigInteger divisor = size.multiply(BigInteger.valueOf(count - 1));
    if (dividend.signum() == 0) {
      return 0.0;
    }
    int missing = 2 * ROOT_BITS + divisor.bitLength() - dividend.bitLength();
    int halfShift = Math.max(0, missing / 2 + 1);
    BigInteger shifted = dividend.shiftLeft(2 * halfShift);
    BigInteger root = shifted.divide(divisor).sqrt();
    boolean isExact = root.pow(2).multiply(divisor).equals(shifted);
    // One more bit says whether the true root lies above this one, which decides a half.
    BigInteger withRest = root.shiftLeft(1).add(isExact ? BigInteger.ZERO : BigInteger.ONE);
    return ExactSum.rounded(withRest, ExactSum.LOWEST_EXPONENT - halfShift - 1);
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(count);
    sum.writeTo(out);
    squares.writeTo(out);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static ExactDeviation readFrom(DataInput in) throws IOException {
    long count = in.readLong();
    ExactSum sum = ExactSum.readFrom(in);
    return new ExactDeviation(sum, ExactSum.readFrom(in), count);
  }
}
