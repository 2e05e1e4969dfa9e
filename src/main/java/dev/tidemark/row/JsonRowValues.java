package dev.tidemark.row;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.tidemark.model.reading.CodePointOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.NanosInstant;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;

/**
 * Writes the values of rows as JSON: a writer is made once for each type, and then used for all
 * values of the type. The keys of maps are sorted, as coders do not keep their order.
 */
final class JsonRowValues {
  private JsonRowValues() {}

  /** Writes values of one type, which are never null. */
  @FunctionalInterface
  interface ValueWriter {
    void write(Object value, JsonGenerator json) throws IOException;
  }

  private record FieldWriter(SerializedString name, ValueWriter values) {
    static FieldWriter of(Schema.Field field) {
      return new FieldWriter(
          new SerializedString(field.getName()), JsonRowValues.of(field.getType()));
    }
  }

  record RowWriter(List<FieldWriter> fields) implements ValueWriter {
    static RowWriter of(Schema schema) {
      return new RowWriter(schema.getFields().stream().map(FieldWriter::of).toList());
    }

    @Override
    public void write(Object value, JsonGenerator json) throws IOException {
      json.writeStartObject();
      writeFields((Row) value, json);
      json.writeEndObject();
    }

    void writeFields(Row row, JsonGenerator json) throws IOException {
      for (int i = 0; i < fields.size(); i++) {
        FieldWriter field = fields.get(i);
        json.writeFieldName(field.name);
        writeNullable(row.getValue(i), field.values, json);
      }
    }
  }

  private static void writeNullable(Object value, ValueWriter values, JsonGenerator json)
      throws IOException {
    if (value == null) {
      json.writeNull();
    } else {
      values.write(value, json);
    }
  }

  /**
   * A writer of the values of a type.
   *
   * @throws IllegalArgumentException if rows never have such values
   */
  static ValueWriter of(FieldType type) {
    return switch (type.getTypeName()) {
      case STRING -> (value, json) -> json.writeString((String) value);
      case INT64 -> (value, json) -> json.writeNumber((long) value);
      case DOUBLE -> (value, json) -> json.writeNumber((double) value);
      case DECIMAL -> (value, json) -> json.writeNumber((BigDecimal) value);
      case BOOLEAN -> (value, json) -> json.writeBoolean((boolean) value);
      case DATETIME ->
          (value, json) ->
              json.writeString(JsonRow.windowBound(((ReadableInstant) value).getMillis()));
      case LOGICAL_TYPE -> logicalWriter(type);
      case ARRAY, ITERABLE -> listWriter(of(type.getCollectionElementType()));
      case MAP -> mapWriter(of(type.getMapValueType()));
      case ROW -> RowWriter.of(type.getRowSchema());
      default -> throw unknown(type);
    };
  }

  private static ValueWriter logicalWriter(FieldType type) {
    if (type.getLogicalType() instanceof MicrosInstant) {
      return (value, json) -> json.writeString(JsonRow.eventTime((Instant) value));
    }
    if (type.getLogicalType() instanceof NanosInstant) {
      return (value, json) -> json.writeString(value.toString());
    }
    if (type.getLogicalType() instanceof FixedPrecisionNumeric) {
      return (value, json) -> json.writeNumber((BigDecimal) value);
    }
    throw unknown(type);
  }

  private static ValueWriter listWriter(ValueWriter elements) {
    return (value, json) -> {
      json.writeStartArray();
      for (Object element : (Collection<?>) value) {
        writeNullable(element, elements, json);
      }
      json.writeEndArray();
    };
  }

  private static ValueWriter mapWriter(ValueWriter values) {
    return (value, json) -> {
      Map<String, Object> sorted = new TreeMap<>(CodePointOrder.ORDER);
      ((Map<?, ?>) value).forEach((key, each) -> sorted.put((String) key, each));
      json.writeStartObject();
      for (Map.Entry<String, Object> entry : sorted.entrySet()) {
        json.writeFieldName(entry.getKey());
        writeNullable(entry.getValue(), values, json);
      }
      json.writeEndObject();
    };
  }

  static IllegalArgumentException unknown(FieldType type) {
    return new IllegalArgumentException("no row has a value of type " + type);
  }
}
