package dev.tidemark.aggregate;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingColumns;
import dev.tidemark.model.ReadingColumnsCoder;
import dev.tidemark.time.EventTime;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct values of a field, in the total order of the readings that first have them. */
final class DistinctAccumulator implements Accumulator {
  private final Field field;
  private final Map<Comparable<?>, Sighting> firstSights = new HashMap<>();

  DistinctAccumulator(Field field) {
    this.field = field;
  }

  /**
   * Where a value was first seen: the whole reading, as the total order compares all its values.
   *
   * @param nanos its event time
   */
  private record Sighting(long nanos, Reading reading) implements Comparable<Sighting> {

    @Override
    public int compareTo(Sighting other) {
      int order = Long.compare(nanos, other.nanos);
      return order != 0 ? order : Reading.TIES.compare(reading, other.reading);
    }
  }

  @Override
  public void add(ReadingColumns readings, int row, EventTime eventTime) {
    if (!readings.column(field).isPresent(row)) {
      return;
    }
    Comparable<?> value = readings.column(field).value(row).orElseThrow();
    Sighting known = firstSights.get(value);
    long nanos = eventTime.nanos(readings, row);
    // Most readings come after the first, as their time alone shows.
    if (known == null || nanos <= known.nanos) {
      see(value, new Sighting(nanos, readings.get(row)));
    }
  }

  @Override
  public void merge(Accumulator other) {
    ((DistinctAccumulator) other).firstSights.forEach(this::see);
  }

  @Override
  public void writeTo(DataOutputStream out) throws IOException {
    List<Sighting> sightings = List.copyOf(firstSights.values());
    ReadingColumnsCoder.of()
        .encode(ReadingColumns.of(sightings.stream().map(Sighting::reading).toList()), out);
    for (Sighting sighting : sightings) {
      out.writeLong(sighting.nanos);
    }
  }

  @Override
  public void readFrom(DataInputStream in) throws IOException {
    for (Reading reading : ReadingColumnsCoder.of().decode(in)) {
      see(field.value(reading).orElseThrow(), new Sighting(in.readLong(), reading));
    }
  }

  @Override
  public Object result() {
    // Only equal readings tie, and those have one value.
    return firstSights.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private void see(Comparable<?> value, Sighting sighting) {
    firstSights.merge(value, sighting, (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }
}
