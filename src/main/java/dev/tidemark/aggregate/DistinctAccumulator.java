package dev.tidemark.aggregate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.eventtime.EventTime;
import dev.tidemark.model.CodePoints;
import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct values of a field, in order of first sight: the total order of their readings. */
final class DistinctAccumulator implements Accumulator {
  private static final FieldValue DEVICES = new FieldValue(Field.Type.TEXT);

  private final Field field;
  private final FieldValue values;
  private final Map<Comparable<?>, Sighting> firstSights = new HashMap<>();

  DistinctAccumulator(Field field) {
    this.field = field;
    this.values = new FieldValue(field.type());
  }

  /** Where a reading stands in the total order. */
  private record Sighting(long nanos, long arrivalTime, String device, long index)
      implements Comparable<Sighting> {

    static Sighting of(Reading reading, EventTime eventTime) {
      return new Sighting(
          eventTime.nanos(reading),
          reading.arrivalTime(),
          reading.device(),
          reading.index().orElse(0));
    }

    @Override
    public int compareTo(Sighting other) {
      int order = Long.compare(nanos, other.nanos);
      if (order == 0) {
        order = Long.compare(arrivalTime, other.arrivalTime);
      }
      if (order == 0) {
        order = CodePoints.ORDER.compare(device, other.device);
      }
      return order != 0 ? order : Long.compare(index, other.index);
    }
  }

  @Override
  public void add(Reading reading, EventTime eventTime) {
    if (!field.isPresent(reading)) {
      return;
    }
    Comparable<?> value = field.value(reading).orElseThrow();
    Sighting known = firstSights.get(value);
    // Most readings come after the first: no need to look closer than at their time.
    if (known == null || eventTime.nanos(reading) <= known.nanos) {
      see(value, Sighting.of(reading, eventTime));
    }
  }

  @Override
  public void merge(Accumulator other) {
    ((DistinctAccumulator) other).firstSights.forEach(this::see);
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(firstSights.size());
    for (Map.Entry<Comparable<?>, Sighting> sight : firstSights.entrySet()) {
      values.write(sight.getKey(), out);
      Sighting at = sight.getValue();
      out.writeLong(at.nanos);
      out.writeLong(at.arrivalTime);
      DEVICES.write(at.device, out);
      out.writeLong(at.index);
    }
  }

  @Override
  public void readFrom(DataInput in) throws IOException {
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      Comparable<?> value = values.read(in);
      see(
          value,
          new Sighting(in.readLong(), in.readLong(), (String) DEVICES.read(in), in.readLong()));
    }
  }

  @Override
  public void writeResult(JsonGenerator json) throws IOException {
    List<Map.Entry<Comparable<?>, Sighting>> ordered =
        firstSights.entrySet().stream()
            .sorted(
                Map.Entry.<Comparable<?>, Sighting>comparingByValue()
                    .thenComparing(Map.Entry::getKey, values::compare))
            .toList();
    json.writeStartArray();
    for (Map.Entry<Comparable<?>, Sighting> sight : ordered) {
      values.writeJson(sight.getKey(), json);
    }
    json.writeEndArray();
  }

  private void see(Comparable<?> value, Sighting sighting) {
    firstSights.merge(value, sighting, (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }
}
