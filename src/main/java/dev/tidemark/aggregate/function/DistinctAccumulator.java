package dev.tidemark.aggregate.function;

import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.row.RowTypes;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct values of a field, in the total order of the readings that first have them. */
final class DistinctAccumulator implements Accumulator {
  private final Field field;
  private final Map<Comparable<?>, Sighting> firstSights = new HashMap<>(2);

  DistinctAccumulator(Field field) {
    this.field = field;
  }

  @Override
  public void add(ReadingColumns readings, int row, EventTime eventTime) {
    if (!readings.column(field).isPresent(row)) {
      return;
    }
    Comparable<?> value = readings.column(field).value(row).orElseThrow();
    Sighting known = firstSights.get(value);
    // Most readings come after the first, as their time alone shows.
    if (known == null || eventTime.nanos(readings, row) <= known.nanos()) {
      see(value, Sighting.of(readings, row, eventTime));
    }
  }

  @Override
  public void merge(Accumulator other) {
    ((DistinctAccumulator) other).firstSights.forEach(this::see);
  }

  @Override
  public void writeTo(AccumulatorOutput out) throws IOException {
    out.writeInt(firstSights.size());
    for (Sighting sighting : firstSights.values()) {
      sighting.writeTo(out);
    }
  }

  @Override
  public void readFrom(AccumulatorInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      Sighting sighting = Sighting.readFrom(in);
      see(sighting.reading().value(field).orElseThrow(), sighting);
    }
  }

  @Override
  public Object result() {
    if (firstSights.size() == 1) {
      return List.of(RowTypes.value(field, firstSights.keySet().iterator().next()));
    }
    // Only equal readings tie, and those have one value.
    return firstSights.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(value -> RowTypes.value(field, value.getKey()))
        .toList();
  }

  private void see(Comparable<?> value, Sighting sighting) {
    firstSights.merge(value, sighting, (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }
}
