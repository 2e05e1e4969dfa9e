package dev.tidemark.row;

import dev.tidemark.schema.Field;
import dev.tidemark.schema.Instants;
import java.time.Instant;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.NanosInstant;

/** The types of the values in rows. */
public final class RowTypes {
  /** Of decimal numbers; more do not fit what readers of rows have. */
  private static final int DECIMAL_DIGITS = 38;

  /** An event time, floored to microseconds: a {@link Instant}. */
  public static final FieldType EVENT_TIME = FieldType.logicalType(new MicrosInstant());

  /** An instant of a reading, to the ns: a {@link Instant}. */
  public static final FieldType INSTANT = FieldType.logicalType(new NanosInstant());

  /** Digits after the point of {@link #DECIMAL_INSTANT}: what a ns takes of a second. */
  public static final int DECIMAL_SCALE = 9;

  /** An instant of a reading that is written as a decimal number of some unit. */
  public static final FieldType DECIMAL_INSTANT =
      FieldType.logicalType(FixedPrecisionNumeric.of(DECIMAL_DIGITS, DECIMAL_SCALE));

  /** A window bound, in ms: an {@link org.joda.time.Instant}. */
  public static final FieldType WINDOW_BOUND = FieldType.DATETIME;

  private static final long NANOS_A_SECOND = 1_000_000_000L;
  private static final long NANOS_A_MICRO = 1_000L;

  private RowTypes() {}

  /** The type of the values of a reading's field. */
  public static FieldType of(Field field) {
    return switch (field.type()) {
      case TEXT -> FieldType.STRING;
      case WHOLE -> FieldType.INT64;
      case REAL -> FieldType.DOUBLE;
      case BOOLEAN -> FieldType.BOOLEAN;
      case INSTANT -> field.unit() == Field.Unit.NONE ? INSTANT : DECIMAL_INSTANT;
    };
  }

  /** The word of JSON Schema for what values of a type are in JSON. */
  public static String word(FieldType type) {
    return switch (type.getTypeName()) {
      case STRING, DATETIME -> "string";
      case INT64 -> "integer";
      case DOUBLE, DECIMAL -> "number";
      case BOOLEAN -> "boolean";
      case LOGICAL_TYPE ->
          type.getLogicalType() instanceof FixedPrecisionNumeric ? "number" : "string";
      case ARRAY, ITERABLE -> "array";
      case MAP, ROW -> "object";
      default -> throw JsonRowValues.unknown(type);
    };
  }

  /** A row's field with the values of a reading's, null where that is absent. */
  public static Schema.Field nullable(Field field) {
    return Schema.Field.nullable(field.name(), of(field));
  }

  /** A reading's value as rows have it; null where it is absent. */
  public static Object value(Field field, Optional<Comparable<?>> value) {
    return value.map(present -> value(field, present)).orElse(null);
  }

  /** A reading's value as rows have it. */
  public static Object value(Field field, Comparable<?> value) {
    if (field.type() != Field.Type.INSTANT) {
      return value;
    }
    long nanos = (Long) value;
    return field.unit() == Field.Unit.NONE
        ? Instant.ofEpochSecond(
            Math.floorDiv(nanos, NANOS_A_SECOND), Math.floorMod(nanos, NANOS_A_SECOND))
        : Instants.count(nanos, field.unit());
  }

  /** An event time, ns since 1970, as rows have it. */
  public static Instant eventTime(long nanos) {
    long micros = Math.floorMod(nanos, NANOS_A_SECOND) / NANOS_A_MICRO;
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_A_SECOND), micros * NANOS_A_MICRO);
  }
}
