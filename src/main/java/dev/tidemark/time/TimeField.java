package dev.tidemark.time;

import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingColumns;
import java.util.Arrays;
import java.util.Optional;

/** Which of a reading's two times is its event time. */
public enum TimeField {
  /** Event time: when the phone says that it measured. */
  CREATION_TIME(Field.CREATION_TIME) {
    @Override
    long nanos(ReadingColumns readings, int row) {
      return readings.wholes(Field.CREATION_TIME).get(row);
    }
  },
  /** The arrival time: gives the answers of an engine without event time. */
  ARRIVAL_TIME(Field.ARRIVAL_TIME) {
    @Override
    long nanos(ReadingColumns readings, int row) {
      return readings.arrivalTime(row) * 1_000_000;
    }
  };

  private final Field field;

  TimeField(Field field) {
    this.field = field;
  }

  public static Optional<TimeField> byLabel(String label) {
    return Arrays.stream(values()).filter(time -> time.label().equals(label)).findFirst();
  }

  public String label() {
    return field.label();
  }

  abstract long nanos(ReadingColumns readings, int row);
}
