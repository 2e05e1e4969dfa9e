package dev.tidemark.aggregate.function;

import dev.tidemark.exact.ExactDeviation;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import java.io.IOException;

/** The standard deviation of a field; null for fewer than two numbers. */
final class DeviationAccumulator implements Accumulator {
  private final Field field;
  private final boolean whole;
  private ExactDeviation deviation = new ExactDeviation();

  DeviationAccumulator(Field field) {
    this.field = field;
    this.whole = field.type() == Field.Type.WHOLE;
  }

  @Override
  public void add(ReadingColumns readings, int row, EventTime eventTime) {
    if (!readings.column(field).isPresent(row)) {
      return;
    }
    if (whole) {
      deviation.add(readings.wholes(field).get(row));
    } else {
      deviation.add(readings.reals(field).get(row));
    }
  }

  @Override
  public void merge(Accumulator other) {
    deviation.add(((DeviationAccumulator) other).deviation);
  }

  @Override
  public void writeTo(AccumulatorOutput out) throws IOException {
    deviation.writeTo(out);
  }

  @Override
  public void readFrom(AccumulatorInput in) throws IOException {
    deviation = ExactDeviation.readFrom(in);
  }

  @Override
  public Object result() {
    double value = deviation.value();
    return Double.isFinite(value) ? (Object) value : null;
  }
}
