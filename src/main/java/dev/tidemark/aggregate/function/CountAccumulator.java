package dev.tidemark.aggregate.function;

import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingColumns;
import dev.tidemark.time.EventTime;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Counts the readings that have a field. */
final class CountAccumulator implements Accumulator {
  private final Field field;
  private long count;

  CountAccumulator(Field field) {
    this.field = field;
  }

  @Override
  public void add(ReadingColumns readings, int row, EventTime eventTime) {
    if (readings.column(field).isPresent(row)) {
      count++;
    }
  }

  @Override
  public void merge(Accumulator other) {
    count += ((CountAccumulator) other).count;
  }

  @Override
  public void writeTo(DataOutputStream out) throws IOException {
    out.writeLong(count);
  }

  @Override
  public void readFrom(DataInputStream in) throws IOException {
    count = in.readLong();
  }

  @Override
  public Object result() {
    return count;
  }
}
