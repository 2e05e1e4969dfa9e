package dev.tidemark.aggregate.function;

import dev.tidemark.aggregate.function.Function.Side;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.TypedValue;
import dev.tidemark.row.RowTypes;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import java.io.IOException;
import java.util.Optional;

/** The smallest or the largest value of a field. */
final class ExtremeAccumulator implements Accumulator {
  private final Field field;
  private final Side side;
  private Optional<Comparable<?>> extreme = Optional.empty();

  ExtremeAccumulator(Field field, Side side) {
    this.field = field;
    this.side = side;
  }

  @Override
  public void add(ReadingColumns readings, int row, EventTime eventTime) {
    readings.column(field).value(row).ifPresent(this::offer);
  }

  @Override
  public void merge(Accumulator other) {
    ((ExtremeAccumulator) other).extreme.ifPresent(this::offer);
  }

  @Override
  public void writeTo(AccumulatorOutput out) throws IOException {
    TypedValue.write(extreme, out);
  }

  @Override
  public void readFrom(AccumulatorInput in) throws IOException {
    extreme = TypedValue.read(in);
  }

  @Override
  public Object result() {
    return extreme.map(value -> RowTypes.value(field, value)).orElse(null);
  }

  private void offer(Comparable<?> value) {
    if (extreme.isEmpty() || side.isFurther(TypedValue.compare(value, extreme.get()))) {
      extreme = Optional.of(value);
    }
  }
}
