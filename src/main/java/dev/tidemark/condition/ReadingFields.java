package dev.tidemark.condition;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import java.util.List;
import java.util.Optional;

/** The fields of a reading, as expressions name them. */
public final class ReadingFields implements Names<Reading> {
  @Override
  public Optional<Operand<Reading>> byName(String name) {
    return Field.byLabel(name).map(OfReading::new);
  }

  @Override
  public List<String> all() {
    return Field.labels();
  }

  @Override
  public String owner() {
    return "a reading";
  }

  private record OfReading(Field field) implements Operand<Reading> {
    @Override
    public String name() {
      return field.label();
    }

    @Override
    public ValueType type() {
      return switch (field.type()) {
        case TEXT -> ValueType.TEXT;
        case WHOLE -> ValueType.WHOLE;
        case REAL -> ValueType.REAL;
      };
    }

    @Override
    public boolean isPresent(Reading reading) {
      return field.isPresent(reading);
    }

    @Override
    public String text(Reading reading) {
      return reading.columns().texts(field).get(reading.row());
    }

    @Override
    public long whole(Reading reading) {
      return field.whole(reading);
    }

    @Override
    public double real(Reading reading) {
      return field.real(reading);
    }

    @Override
    public boolean truth(Reading reading) {
      throw new IllegalStateException(field + " is not a truth value");
    }
  }
}
