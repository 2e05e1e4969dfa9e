package dev.tidemark.sink.file;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.tidemark.model.reading.CodePointOrder;
import dev.tidemark.row.RowTypes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.LogicalType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.NanosInstant;
import org.apache.beam.sdk.values.Row;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.joda.time.ReadableInstant;

/**
 * The columns of a Parquet file with rows of one schema: their types, and how values are written.
 * Whole numbers beyond 64 bits are decimals of 38 digits, times are timestamps in UTC, lists, maps
 * and nested rows are groups.
 */
final class ParquetColumns {
  private static final int DECIMAL_DIGITS = 38;
  private static final int DECIMAL_BYTES = 16;

  private final MessageType type;
  private final ValueWriter rows;

  private ParquetColumns(MessageType type, ValueWriter rows) {
    this.type = type;
    this.rows = rows;
  }

  /**
   * The columns of a schema.
   *
   * @throws IllegalArgumentException if it has a type that rows never have
   */
  static ParquetColumns of(Schema schema) {
    List<Column> columns = columns(schema);
    return new ParquetColumns(
        new MessageType("row", columns.stream().map(Column::type).toList()), fieldsWriter(columns));
  }

  MessageType type() {
    return type;
  }

  void write(Row row, RecordConsumer out) {
    out.startMessage();
    rows.write(row, out);
    out.endMessage();
  }

  /** Writes values that are never null. */
  @FunctionalInterface
  private interface ValueWriter {
    void write(Object value, RecordConsumer out);
  }

  /** A field of a group: its type, and how its values are written. */
  private record Column(Type type, ValueWriter values) {
    /** Writes the field of a group, which is left out where the value is null. */
    void write(Object value, int index, RecordConsumer out) {
      if (value != null) {
        out.startField(type.getName(), index);
        values.write(value, out);
        out.endField(type.getName(), index);
      }
    }
  }

  private static List<Column> columns(Schema schema) {
    return schema.getFields().stream()
        .map(field -> column(field.getName(), field.getType()))
        .toList();
  }

  private static Column column(String name, FieldType type) {
    Repetition repetition =
        Boolean.TRUE.equals(type.getNullable()) ? Repetition.OPTIONAL : Repetition.REQUIRED;
    return switch (type.getTypeName()) {
      case STRING ->
          new Column(
              Types.primitive(BINARY, repetition).as(stringType()).named(name),
              (value, out) -> out.addBinary(Binary.fromString((String) value)));
      case INT64 ->
          new Column(
              Types.primitive(INT64, repetition).named(name),
              (value, out) -> out.addLong((long) value));
      case DOUBLE ->
          new Column(
              Types.primitive(DOUBLE, repetition).named(name),
              (value, out) -> out.addDouble((double) value));
      case BOOLEAN ->
          new Column(
              Types.primitive(BOOLEAN, repetition).named(name),
              (value, out) -> out.addBoolean((boolean) value));
      case DECIMAL -> decimal(name, 0, repetition);
      case DATETIME ->
          new Column(
              Types.primitive(INT64, repetition).as(timestampType(true, MILLIS)).named(name),
              (value, out) -> out.addLong(((ReadableInstant) value).getMillis()));
      case LOGICAL_TYPE -> logical(name, type, repetition);
      case ARRAY, ITERABLE -> list(name, type.getCollectionElementType(), repetition);
      case MAP -> map(name, type.getMapValueType(), repetition);
      case ROW -> group(name, type.getRowSchema(), repetition);
      default -> throw unknown(name, type);
    };
  }

  private static Column logical(String name, FieldType type, Repetition repetition) {
    LogicalType<?, ?> logical = type.getLogicalType();
    if (logical instanceof MicrosInstant || logical instanceof NanosInstant) {
      // Spark reads no timestamps in ns.
      return new Column(
          Types.primitive(INT64, repetition).as(timestampType(true, MICROS)).named(name),
          (value, out) -> out.addLong(micros((Instant) value)));
    }
    if (logical instanceof FixedPrecisionNumeric) {
      return decimal(name, RowTypes.DECIMAL_SCALE, repetition);
    }
    throw unknown(name, type);
  }

  /** Floored. */
  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  private static Column decimal(String name, int scale, Repetition repetition) {
    return new Column(
        Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition)
            .length(DECIMAL_BYTES)
            .as(decimalType(scale, DECIMAL_DIGITS))
            .named(name),
        (value, out) -> out.addBinary(decimal((BigDecimal) value, scale)));
  }

  private static Column group(String name, Schema schema, Repetition repetition) {
    List<Column> columns = columns(schema);
    Types.GroupBuilder<GroupType> type = Types.buildGroup(repetition);
    columns.forEach(column -> type.addField(column.type()));
    return new Column(type.named(name), groupWriter(fieldsWriter(columns)));
  }

  private static ValueWriter fieldsWriter(List<Column> columns) {
    return (value, out) -> {
      Row row = (Row) value;
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).write(row.getValue(i), i, out);
      }
    };
  }

  private static ValueWriter groupWriter(ValueWriter fields) {
    return (value, out) -> {
      out.startGroup();
      fields.write(value, out);
      out.endGroup();
    };
  }

  private static Column list(String name, FieldType elements, Repetition repetition) {
    Column element = column("element", elements);
    ValueWriter item = groupWriter((value, out) -> element.write(value, 0, out));
    return new Column(
        Types.list(repetition).element(element.type()).named(name),
        groupWriter(repeated("list", list -> (Collection<?>) list, item)));
  }

  private static Column map(String name, FieldType values, Repetition repetition) {
    Column key = column("key", FieldType.STRING);
    Column value = column("value", values);
    ValueWriter item =
        groupWriter(
            (each, out) -> {
              Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
              key.write(entry.getKey(), 0, out);
              value.write(entry.getValue(), 1, out);
            });
    return new Column(
        Types.map(repetition).key(key.type()).value(value.type()).named(name),
        groupWriter(repeated("key_value", ParquetColumns::sortedEntries, item)));
  }

  /** The one repeated field of a list or a map, which is left out where there is no element. */
  private static ValueWriter repeated(
      String name, Function<Object, Collection<?>> elements, ValueWriter item) {
    return (value, out) -> {
      Collection<?> all = elements.apply(value);
      if (!all.isEmpty()) {
        out.startField(name, 0);
        all.forEach(element -> item.write(element, out));
        out.endField(name, 0);
      }
    };
  }

  /** As in JSON, in an order that no coder changes. */
  private static Collection<?> sortedEntries(Object map) {
    Map<String, Object> sorted = new TreeMap<>(CodePointOrder.ORDER);
    ((Map<?, ?>) map).forEach((key, value) -> sorted.put((String) key, value));
    return sorted.entrySet();
  }

  /** In two's complement, the highest byte first. */
  private static Binary decimal(BigDecimal value, int scale) {
    byte[] digits = value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().toByteArray();
    byte[] all = new byte[DECIMAL_BYTES];
    Arrays.fill(all, (byte) (digits[0] >> 7));
    System.arraycopy(digits, 0, all, DECIMAL_BYTES - digits.length, digits.length);
    return Binary.fromConstantByteArray(all);
  }

  private static IllegalArgumentException unknown(String name, FieldType type) {
    return new IllegalArgumentException("no row has a value of type " + type + ": " + name);
  }
}
