package dev.tidemark.aggregate.function;

import dev.tidemark.exact.ExactSum;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import java.io.IOException;
import java.math.BigDecimal;

/** The sum of a field, or its mean: the correctly rounded sum divided by the count. */
final class SumAccumulator implements Accumulator {
  private final Field field;
  private final boolean whole;
  private final boolean mean;
  private ExactSum sum = new ExactSum();
  private long count;

  SumAccumulator(Field field, boolean mean) {
    this.field = field;
    this.whole = field.type() == Field.Type.WHOLE;
    this.mean = mean;
  }

  @Override
  public void add(ReadingColumns readings, int row, EventTime eventTime) {
    if (!readings.column(field).isPresent(row)) {
      return;
    }
    if (whole) {
      sum.add(readings.wholes(field).get(row));
    } else {
      sum.add(readings.reals(field).get(row));
    }
    count++;
  }

  @Override
  public void merge(Accumulator other) {
    SumAccumulator that = (SumAccumulator) other;
    sum.add(that.sum);
    count += that.count;
  }

  @Override
  public void writeTo(AccumulatorOutput out) throws IOException {
    out.writeLong(count);
    sum.writeTo(out);
  }

  @Override
  public void readFrom(AccumulatorInput in) throws IOException {
    count = in.readLong();
    sum = ExactSum.readFrom(in);
  }

  @Override
  public Object result() {
    // A mean that is too small for a double is 0.0, never -0.0.
    double real = mean ? sum.value() / count + 0.0 : sum.value();
    if (count == 0 || Double.isInfinite(real)) {
      return null;
    }
    return whole && !mean ? new BigDecimal(sum.wholeValue()) : (Object) real;
  }
}
