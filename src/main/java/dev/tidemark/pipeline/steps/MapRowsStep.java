package dev.tidemark.pipeline.steps;

import dev.tidemark.condition.Expression;
import dev.tidemark.condition.Literal;
import dev.tidemark.elementwise.MapRows;
import dev.tidemark.elementwise.RowMapping;
import dev.tidemark.elementwise.RowMapping.MappedField;
import dev.tidemark.pipeline.settings.MappingSettings;
import dev.tidemark.pipeline.settings.StepSettings;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.yaml.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** {@code MapToFields} after a step that makes rows: rows with other fields. */
record MapRowsStep(RowMapping rowMapping, Schema schema) implements RowsStep {
  static Step read(Settings config, Schema rows) {
    List<String> given = rows.getFieldNames();
    MappingSettings<MappedField> settings =
        MappingSettings.read(
            config, "rows", given, given, (fields, key) -> mapped(fields, key, rows));
    List<MappedField> fields = new ArrayList<>();
    settings.kept().forEach(name -> fields.add(new RowMapping.Copied(name, name)));
    settings
        .added()
        .forEach(
            (name, field) -> {
              if (!settings.kept().contains(name)) {
                fields.add(named(name, field));
              }
            });
    RowMapping mapping = new RowMapping(fields);
    return new MapRowsStep(mapping, mapping.derive(rows));
  }

  /** A field of any type by its name, or what an expression computes; without a name yet. */
  private static Optional<MappedField> mapped(Settings fields, String key, Schema rows) {
    Optional<String> name = fields.text(key).filter(rows::hasField);
    if (name.isPresent()) {
      return Optional.of(new RowMapping.Copied("", name.get()));
    }
    Optional<Expression<Row>> expression = StepSettings.rowExpression(fields, rows, key);
    return expression.map(computed -> new RowMapping.Computed("", computed));
  }

  private static MappedField named(String name, Optional<MappedField> field) {
    if (field.isPresent() && field.get() instanceof RowMapping.Copied copied) {
      return new RowMapping.Copied(name, copied.from());
    }
    if (field.isPresent() && field.get() instanceof RowMapping.Computed computed) {
      return new RowMapping.Computed(name, computed.expression());
    }
    // A stand-in, so that checking can continue: nothing runs while there are problems.
    return new RowMapping.Computed(name, Literal.absent(Field.Type.REAL));
  }

  @Override
  public Optional<Schema> rowSchema(EventTime eventTime, WindowingSpec windowing) {
    return Optional.of(schema);
  }

  @Override
  public StepResult apply(String name, StepResult.Rows input) {
    return input.apply(name, MapRows.by(name, input.output().schema(), rowMapping));
  }
}
