package dev.tidemark.condition;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.ReadingSchema;
import java.util.List;
import java.util.Optional;

/** The fields of a reading, as expressions name them. */
public record ReadingFields(ReadingSchema schema) implements Names<Reading> {
  @Override
  public Optional<Operand<Reading>> byName(String name) {
    return schema.find(name).map(OfReading::new);
  }

  @Override
  public List<String> all() {
    return schema.fieldNames();
  }

  @Override
  public String owner() {
    return "a reading";
  }

  private record OfReading(Field field) implements Operand<Reading> {
    @Override
    public String name() {
      return field.name();
    }

    @Override
    public Field.Type type() {
      return field.type();
    }

    @Override
    public Unit unit() {
      return field.unit();
    }

    @Override
    public boolean isPresent(Reading reading) {
      return reading.has(field);
    }

    @Override
    public String text(Reading reading) {
      return reading.columns().texts(field).get(reading.row());
    }

    @Override
    public long whole(Reading reading) {
      return reading.whole(field);
    }

    @Override
    public double real(Reading reading) {
      return reading.real(field);
    }

    @Override
    public boolean truth(Reading reading) {
      return reading.columns().flags(field).get(reading.row());
    }
  }
}
