package dev.tidemark.model;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reading of a key and event time of which another reading was kept.
 *
 * @param first the reading that was kept
 */
public record DuplicateReading(First first, Reading reading) implements DeadLetter {

  @Override
  public Kind kind() {
    return Kind.DUPLICATE;
  }

  /**
   * Names the reading that was kept: enough to find it, and small enough to keep in state.
   *
   * @param values those of the fields {@link ReadingSchema#kept}
   */
  public record First(List<Optional<Comparable<?>>> values) {

    public static First of(Reading reading) {
      List<Optional<Comparable<?>>> values = new ArrayList<>();
      for (Field field : reading.schema().kept()) {
        values.add(reading.value(field));
      }
      return new First(values);
    }

    /** When it arrived, ms since 1970; empty where no field says so. */
    public Optional<Long> arrivalTime(ReadingSchema schema) {
      return schema
          .arrival()
          .map(
              field -> field.millis((Long) values.get(schema.kept().indexOf(field)).orElseThrow()));
    }
  }
}
