package dev.tidemark.aggregate.function;

import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import java.io.IOException;
import java.util.Optional;

/** Counts the readings that have a field, or every reading. */
final class CountAccumulator implements Accumulator {
  private final Optional<Field> field;
  private long count;

  /** Counts the readings that have a field; all, where that is empty. */
  CountAccumulator(Optional<Field> field) {
    this.field = field;
  }

  @Override
  public void add(ReadingColumns readings, int row, EventTime eventTime) {
    if (field.isEmpty() || readings.column(field.get()).isPresent(row)) {
      count++;
    }
  }

  @Override
  public void merge(Accumulator other) {
    count += ((CountAccumulator) other).count;
  }

  @Override
  public void writeTo(AccumulatorOutput out) throws IOException {
    out.writeLong(count);
  }

  @Override
  public void readFrom(AccumulatorInput in) throws IOException {
    count = in.readLong();
  }

  @Override
  public Object result() {
    return count;
  }
}
