package dev.tidemark.aggregate.function;

import dev.tidemark.aggregate.function.Function.Side;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.TypedValue;
import dev.tidemark.row.RowTypes;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import java.io.IOException;
import java.util.Optional;

/**
 * The value that a field has where another is smallest or largest: of readings that tie, in the
 * first of the total order.
 */
final class ExtremeByAccumulator implements Accumulator {
  private final Field field;
  private final Field by;
  private final Side side;
  private Optional<Sighting> kept = Optional.empty();

  /** The value of {@link #by} that is kept; null if none is. */
  private Comparable<?> extreme;

  ExtremeByAccumulator(Field field, Field by, Side side) {
    this.field = field;
    this.by = by;
    this.side = side;
  }

  @Override
  public void add(ReadingColumns readings, int row, EventTime eventTime) {
    Optional<Comparable<?>> value = readings.column(by).value(row);
    if (value.isPresent()) {
      int order = extreme == null ? 0 : TypedValue.compare(value.get(), extreme);
      if (order == 0 || side.isFurther(order)) {
        offer(Sighting.of(readings, row, eventTime), value.get());
      }
    }
  }

  @Override
  public void merge(Accumulator other) {
    ExtremeByAccumulator that = (ExtremeByAccumulator) other;
    that.kept.ifPresent(sighting -> offer(sighting, that.extreme));
  }

  @Override
  public void writeTo(AccumulatorOutput out) throws IOException {
    out.writeBoolean(kept.isPresent());
    if (kept.isPresent()) {
      kept.get().writeTo(out);
    }
  }

  @Override
  public void readFrom(AccumulatorInput in) throws IOException {
    if (in.readBoolean()) {
      Sighting sighting = Sighting.readFrom(in);
      offer(sighting, sighting.reading().value(by).orElseThrow());
    }
  }

  @Override
  public Object result() {
    return kept.flatMap(sighting -> sighting.reading().value(field))
        .map(value -> RowTypes.value(field, value))
        .orElse(null);
  }

  private void offer(Sighting sighting, Comparable<?> value) {
    int order = extreme == null ? 0 : TypedValue.compare(value, extreme);
    boolean isFirst = kept.isEmpty() || (order == 0 && sighting.compareTo(kept.get()) < 0);
    if (isFirst || side.isFurther(order)) {
      kept = Optional.of(sighting);
      extreme = value;
    }
  }
}
