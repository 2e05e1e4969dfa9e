package dev.tidemark.aggregate.function;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsCoder;
import dev.tidemark.time.EventTime;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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

  static void writeAll(
      Collection<Sighting> sightings, ReadingColumnsCoder coder, DataOutputStream out)
      throws IOException {
    coder.encode(ReadingColumns.of(sightings.stream().map(Sighting::reading).toList()), out);
    for (Sighting sighting : sightings) {
      out.writeLong(sighting.nanos);
    }
  }

  static List<Sighting> readAll(ReadingColumnsCoder coder, DataInputStream in) throws IOException {
    List<Sighting> sightings = new ArrayList<>();
    for (Reading reading : coder.decode(in)) {
      sightings.add(new Sighting(in.readLong(), reading));
    }
    return sightings;
  }
}
