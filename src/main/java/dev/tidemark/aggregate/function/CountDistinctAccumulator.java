package dev.tidemark.aggregate.function;

import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.TypedValue;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Counts the distinct values of a field, exactly: it keeps each of them. */
final class CountDistinctAccumulator implements Accumulator {
  private final Field field;
  private final Set<Comparable<?>> values = new HashSet<>();

  CountDistinctAccumulator(Field field) {
    this.field = field;
  }

  @Override
  public void add(ReadingColumns readings, int row, EventTime eventTime) {
    readings.column(field).value(row).ifPresent(values::add);
  }

  @Override
  public void merge(Accumulator other) {
    values.addAll(((CountDistinctAccumulator) other).values);
  }

  @Override
  public void writeTo(AccumulatorOutput out) throws IOException {
    out.writeInt(values.size());
    for (Comparable<?> value : values) {
      TypedValue.write(Optional.of(value), out);
    }
  }

  @Override
  public void readFrom(AccumulatorInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      values.add(TypedValue.read(in).orElseThrow());
    }
  }

  @Override
  public Object result() {
    return (long) values.size();
  }
}
