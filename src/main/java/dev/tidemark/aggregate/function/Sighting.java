package dev.tidemark.aggregate.function;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.EventTime;
import java.io.IOException;

/**
 * A reading in the total order: the whole reading, as that compares all its values.
 *
 * @param nanos its event time
 */
record Sighting(long nanos, Reading reading) implements Comparable<Sighting> {
  static Sighting of(ReadingColumns readings, int row, EventTime eventTime) {
    return new Sighting(eventTime.nanos(readings, row), readings.get(row));
  }

  @Override
  public int compareTo(Sighting other) {
    int order = Long.compare(nanos, other.nanos);
    return order != 0 ? order : Reading.TIES.compare(reading, other.reading);
  }

  void writeTo(AccumulatorOutput out) throws IOException {
    out.writeLong(nanos);
    out.writeReading(reading);
  }

  static Sighting readFrom(AccumulatorInput in) throws IOException {
    return new Sighting(in.readLong(), in.readReading());
  }
}
