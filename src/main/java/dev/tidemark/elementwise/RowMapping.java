package dev.tidemark.elementwise;

import dev.tidemark.condition.Expression;
import dev.tidemark.row.RowTypes;
import dev.tidemark.schema.Field;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * The fields of rows as those of other rows, in order. In a stream rows also keep their pane, which
 * says which of them is the last of its key.
 */
public record RowMapping(List<MappedField> fields) implements Serializable {
  private static final String PANE = "pane";

  /** What a field of the new rows is. */
  public sealed interface MappedField extends Serializable {
    String name();
  }

  /** A field of the rows before, whatever it holds. */
  public record Copied(String name, String from) implements MappedField {}

  /** A computed field. */
  public record Computed(String name, Expression<Row> expression) implements MappedField {}

  public RowMapping {
    fields = List.copyOf(fields);
  }

  /** The schema of the rows after the mapping. */
  public Schema derive(Schema from) {
    Schema.Builder schema = Schema.builder();
    for (MappedField field : with(from)) {
      schema.addField(
          Schema.Field.of(
              field.name(),
              field instanceof Copied copied
                  ? from.getField(copied.from()).getType()
                  : type((Computed) field)));
    }
    return schema.build();
  }

  /** The row after the mapping. */
  Row map(Row row, Schema derived) {
    List<Object> values = new ArrayList<>(derived.getFieldCount());
    for (MappedField field : with(row.getSchema())) {
      if (field instanceof Copied copied) {
        values.add(row.getValue(copied.from()));
      } else if (field instanceof Computed computed) {
        values.add(RowTypes.value(as(computed), computed.expression().value(row)));
      }
    }
    return Row.withSchema(derived).attachValues(values);
  }

  /** The fields, and the pane of a stream, unless the mapping has a field of that name. */
  private List<MappedField> with(Schema from) {
    if (!from.hasField(PANE) || fields.stream().anyMatch(field -> field.name().equals(PANE))) {
      return fields;
    }
    List<MappedField> all = new ArrayList<>(fields);
    all.add(new Copied(PANE, PANE));
    return all;
  }

  private static Schema.FieldType type(Computed field) {
    return RowTypes.of(as(field)).withNullable(true);
  }

  /** A reading's field of the same type. */
  private static Field as(Computed field) {
    Expression<Row> expression = field.expression();
    return new Field(
        field.name(), expression.type(), Field.Unit.NONE, List.of(field.name()), false, 0);
  }
}
