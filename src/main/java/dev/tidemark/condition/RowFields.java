package dev.tidemark.condition;

import dev.tidemark.schema.Field;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.NanosInstant;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;

/** The fields of a row, as expressions name them: those that hold one value. */
public record RowFields(Schema schema) implements Names<Row> {
  private static final long NANOS_A_SECOND = 1_000_000_000L;
  private static final long NANOS_A_MILLI = 1_000_000L;

  @Override
  public Optional<Operand<Row>> byName(String name) {
    return schema.hasField(name)
        ? type(schema.getField(name).getType())
            .map(type -> new OfRow(name, schema.indexOf(name), type))
        : Optional.empty();
  }

  @Override
  public List<String> all() {
    return schema.getFields().stream()
        .filter(field -> type(field.getType()).isPresent())
        .map(Schema.Field::getName)
        .toList();
  }

  @Override
  public String owner() {
    return "a row";
  }

  /** The type of a value; empty for lists, maps and rows. */
  private static Optional<Field.Type> type(FieldType type) {
    return switch (type.getTypeName()) {
      case STRING -> Optional.of(Field.Type.TEXT);
      case INT64 -> Optional.of(Field.Type.WHOLE);
      case DOUBLE, DECIMAL -> Optional.of(Field.Type.REAL);
      case BOOLEAN -> Optional.of(Field.Type.BOOLEAN);
      case DATETIME -> Optional.of(Field.Type.INSTANT);
      case LOGICAL_TYPE ->
          type.getLogicalType() instanceof MicrosInstant
                  || type.getLogicalType() instanceof NanosInstant
              ? Optional.of(Field.Type.INSTANT)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private record OfRow(String name, int index, Field.Type type) implements Operand<Row> {
    @Override
    public Field.Unit unit() {
      return Field.Unit.NONE;
    }

    @Override
    public boolean isPresent(Row row) {
      return row.getValue(index) != null;
    }

    @Override
    public String text(Row row) {
      return row.getValue(index);
    }

    @Override
    public long whole(Row row) {
      Object value = row.getValue(index);
      if (value instanceof Instant instant) {
        return instant.getEpochSecond() * NANOS_A_SECOND + instant.getNano();
      }
      return value instanceof ReadableInstant bound
          ? bound.getMillis() * NANOS_A_MILLI
          : (long) value;
    }

    @Override
    public double real(Row row) {
      Number number = row.getValue(index);
      return number == null ? Double.NaN : number.doubleValue();
    }

    @Override
    public boolean truth(Row row) {
      return row.getValue(index);
    }
  }
}
