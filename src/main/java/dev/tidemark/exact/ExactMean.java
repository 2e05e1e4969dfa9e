package dev.tidemark.exact;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** The mean of some numbers: their correctly rounded sum divided by their count. Immutable. */
public final class ExactMean {
  public static final ExactMean EMPTY = new ExactMean(new ExactSum(), 0);

  private final ExactSum sum;
  private final long count;

  private ExactMean(ExactSum sum, long count) {
    this.sum = sum;
    this.count = count;
  }

  public ExactMean plus(double number) {
    ExactSum next = sum.copy();
    next.add(number);
    return new ExactMean(next, count + 1);
  }

  public long count() {
    return count;
  }

  /** The mean; NaN if there are no numbers. A mean too small for a double is 0.0, never -0.0. */
  public double value() {
    return sum.copy().value() / count + 0.0;
  }

  /** The mean; empty if there are no numbers or their sum exceeds a double. */
  public Optional<Double> finite() {
    double value = value();
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactMean that
        && count == that.count
        && Double.compare(value(), that.value()) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count) * 31 + Double.hashCode(value());
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(count);
    sum.copy().writeTo(out);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static ExactMean readFrom(DataInput in) throws IOException {
    long count = in.readLong();
    return new ExactMean(ExactSum.readFrom(in), count);
  }
}
