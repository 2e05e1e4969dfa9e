package dev.tidemark.aggregate.function;

import dev.tidemark.condition.Condition;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.EventTime;
import java.io.IOException;

/** Adds the readings that meet a condition to another accumulator. */
record FilteredAccumulator(Accumulator accumulator, Condition<Reading> condition)
    implements Accumulator {
  @Override
  public void add(ReadingColumns readings, int row, EventTime eventTime) {
    if (condition.test(readings.get(row))) {
      accumulator.add(readings, row, eventTime);
    }
  }

  @Override
  public void merge(Accumulator other) {
    accumulator.merge(((FilteredAccumulator) other).accumulator);
  }

  @Override
  public void writeTo(AccumulatorOutput out) throws IOException {
    accumulator.writeTo(out);
  }

  @Override
  public void readFrom(AccumulatorInput in) throws IOException {
    accumulator.readFrom(in);
  }

  @Override
  public Object result() {
    return accumulator.result();
  }
}
