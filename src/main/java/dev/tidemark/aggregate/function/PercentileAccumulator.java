package dev.tidemark.aggregate.function;

import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A percentile of a field, interpolated between the two numbers next to it. Exact up to {@link
 * #MAX_EXACT} numbers. Beyond that each number counts as the middle of its bucket in a {@link
 * Histogram}. Which of the two it is, and every bucket, depends on the numbers alone.
 */
final class PercentileAccumulator implements Accumulator {
  /** How many numbers of a group are kept. */
  static final int MAX_EXACT = 10_000;

  private static final int FIRST_CAPACITY = 8;

  private final Field field;
  private final boolean whole;
  private final double fraction;
  private double[] numbers = {};
  private int count;

  /** Holds all numbers when there are too many to keep. */
  private Optional<Histogram> histogram = Optional.empty();

  PercentileAccumulator(Field field, double fraction) {
    this.field = field;
    this.whole = field.type() == Field.Type.WHOLE;
    this.fraction = fraction;
  }

  @Override
  public void add(ReadingColumns readings, int row, EventTime eventTime) {
    if (readings.column(field).isPresent(row)) {
      add(whole ? readings.wholes(field).get(row) : readings.reals(field).get(row));
    }
  }

  private void add(double number) {
    if (histogram.isPresent()) {
      histogram.get().add(number);
      return;
    }
    if (count == MAX_EXACT) {
      fill(new Histogram());
      histogram.orElseThrow().add(number);
      return;
    }
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(FIRST_CAPACITY, Math.min(MAX_EXACT, 2 * count)));
    }
    numbers[count++] = number;
  }

  /** Counts in a histogram from now on. */
  private void fill(Histogram other) {
    for (int i = 0; i < count; i++) {
      other.add(numbers[i]);
    }
    histogram = Optional.of(other);
    numbers = new double[0];
    count = 0;
  }

  @Override
  public void merge(Accumulator other) {
    PercentileAccumulator that = (PercentileAccumulator) other;
    if (that.histogram.isPresent()) {
      if (histogram.isEmpty()) {
        fill(new Histogram());
      }
      histogram.orElseThrow().add(that.histogram.get());
    }
    for (int i = 0; i < that.count; i++) {
      add(that.numbers[i]);
    }
  }

  @Override
  public void writeTo(AccumulatorOutput out) throws IOException {
    out.writeBoolean(histogram.isPresent());
    if (histogram.isPresent()) {
      histogram.get().writeTo(out);
      return;
    }
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeDouble(numbers[i]);
    }
  }

  @Override
  public void readFrom(AccumulatorInput in) throws IOException {
    if (in.readBoolean()) {
      histogram = Optional.of(Histogram.readFrom(in));
      return;
    }
    for (int left = in.readInt(); left > 0; left--) {
      add(in.readDouble());
    }
  }

  @Override
  public Object result() {
    if (histogram.isPresent()) {
      Histogram all = histogram.get();
      return interpolated(all.count(), all::numberAt);
    }
    double[] sorted = Arrays.copyOf(numbers, count);
    Arrays.sort(sorted);
    return count == 0 ? null : (Object) interpolated(count, rank -> sorted[(int) rank]);
  }

  private interface NumberAt {
    double of(long rank);
  }

  private double interpolated(long size, NumberAt numbers) {
    double position = (size - 1) * fraction;
    long lower = (long) Math.floor(position);
    long higher = (long) Math.ceil(position);
    if (lower == higher) {
      return numbers.of(lower);
    }
    double interpolated =
        (higher - position) * numbers.of(lower) + (position - lower) * numbers.of(higher);
    // Adding zero turns -0.0 into 0.0.
    return interpolated + 0.0;
  }
}
