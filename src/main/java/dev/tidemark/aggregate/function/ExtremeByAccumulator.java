package dev.tidemark.aggregate.function;

import dev.tidemark.aggregate.function.Function.Side;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsCoder;
import dev.tidemark.model.reading.TypedValue;
import dev.tidemark.row.RowTypes;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The value that a field has where another is smallest or largest: of readings that tie, in the
 * first of the total order.
 */
final class ExtremeByAccumulator implements Accumulator {
  private final Field field;
  private final ReadingColumnsCoder coder;
  private final Field by;
  private final Side side;
  private Optional<Sighting> kept = Optional.empty();

  /** The value of {@link #by} that is kept; null if none is. */
  private Comparable<?> extreme;

  ExtremeByAccumulator(Field field, Field by, Side side, ReadingSchema schema) {
    this.field = field;
    this.coder = ReadingColumnsCoder.of(schema);
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
  public void writeTo(DataOutputStream out) throws IOException {
    Sighting.writeAll(kept.stream().toList(), coder, out);
  }

  @Override
  public void readFrom(DataInputStream in) throws IOException {
    List<Sighting> sightings = Sighting.readAll(coder, in);
    for (Sighting sighting : sightings) {
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
