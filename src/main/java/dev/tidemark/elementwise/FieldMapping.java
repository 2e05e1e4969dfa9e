package dev.tidemark.elementwise;

import dev.tidemark.condition.Expression;
import dev.tidemark.model.reading.Column;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.DerivedSchema;
import dev.tidemark.schema.DerivedSchema.Derived;
import dev.tidemark.schema.ReadingSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The fields of one schema as expressions over the fields of another, in order. A reading keeps its
 * event time, its arrival time and what names it, whatever its fields become.
 */
public record FieldMapping(List<NamedExpression> fields) implements Serializable {
  /** A field, and what computes it. */
  public record NamedExpression(String name, Expression<Reading> expression)
      implements Serializable {}

  public FieldMapping {
    fields = List.copyOf(fields);
  }

  /**
   * The schema that readings of another have after the mapping.
   *
   * @throws IllegalArgumentException if the other lacks a field of the expressions
   */
  public DerivedSchema derive(ReadingSchema from) {
    return DerivedSchema.of(
        from,
        fields.stream()
            .map(
                field ->
                    new Derived(
                        field.name(),
                        field.expression().type(),
                        field.expression().fieldName().map(from::field)))
            .toList());
  }

  /** Maps some readings. */
  ReadingColumns map(ReadingColumns readings, DerivedSchema derived) {
    ReadingSchema schema = derived.schema();
    if (readings.isEmpty()) {
      return ReadingColumns.none(schema);
    }
    ReadingColumnsBuilder builder = new ReadingColumnsBuilder(schema, readings.size());
    List<Optional<Column>> copied =
        schema.fields().stream().map(field -> derived.source(field).map(readings::column)).toList();
    for (int row = 0; row < readings.size(); row++) {
      builder.begin();
      for (int i = 0; i < copied.size(); i++) {
        if (copied.get(i).isPresent()) {
          builder.copy(i, copied.get(i).get(), row);
        } else {
          set(i, fields.get(i).expression(), readings.get(row), builder);
        }
      }
      builder.endAs(readings, row);
    }
    return builder.build();
  }

  private static void set(
      int field, Expression<Reading> expression, Reading reading, ReadingColumnsBuilder builder) {
    Optional<Comparable<?>> value = expression.value(reading);
    if (value.isPresent()) {
      switch (expression.type()) {
        case TEXT -> builder.setText(field, (String) value.get());
        case WHOLE, INSTANT -> builder.setWhole(field, (Long) value.get());
        case REAL -> builder.setReal(field, (Double) value.get());
        case BOOLEAN -> builder.setFlag(field, (Boolean) value.get());
      }
    }
  }
}
