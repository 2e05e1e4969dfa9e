package dev.tidemark.pipeline.steps;

import dev.tidemark.condition.Expression;
import dev.tidemark.condition.FieldExpression;
import dev.tidemark.condition.Literal;
import dev.tidemark.condition.ReadingFields;
import dev.tidemark.mapping.FieldMapping;
import dev.tidemark.mapping.FieldMapping.NamedExpression;
import dev.tidemark.mapping.MapReadings;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.schema.DerivedSchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.trace.Explanation;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code MapToFields}: readings with other fields, which are renamed, kept or computed. */
record MapToFieldsStep(FieldMapping fieldMapping) implements Step {
  static Step read(Settings config, ReadingSchema schema) {
    config.onlySql();
    boolean append = config.flag("append");
    List<Field> dropped = dropped(config, schema);
    if (!append) {
      config.refuse(
          "drop", "without append: true only the fields under 'fields' remain; leave 'drop' out");
    }
    if (dropped.isEmpty()) {
      config.required("fields", "the fields of the new readings, each with its expression");
    }
    List<NamedExpression> fields = new ArrayList<>();
    if (append) {
      for (Field field : schema.visibleFields()) {
        if (!dropped.contains(field)) {
          fields.add(kept(field.name(), schema));
        }
      }
    }
    Settings added = config.nested("fields");
    for (String name : added.entries().keySet()) {
      if (fields.stream().anyMatch(field -> field.name().equals(name))) {
        added
            .problems()
            .add(
                added.at(name),
                "'%s' is a field already; list it under 'drop' to replace it".formatted(name));
      }
      fields.add(new NamedExpression(name, expression(added, name, schema)));
    }
    if (fields.isEmpty() && config.has("fields") && added.demanding()) {
      config.problems().add(config.at("fields"), "readings need a field");
    }
    return new MapToFieldsStep(new FieldMapping(fields));
  }

  private static List<Field> dropped(Settings config, ReadingSchema schema) {
    List<Field> dropped = new ArrayList<>();
    for (Yaml item : config.oneOrMore("drop")) {
      StepSettings.field(config, schema, item, "field to drop", schema.fieldNames())
          .ifPresent(dropped::add);
    }
    return dropped;
  }

  private static NamedExpression kept(String name, ReadingSchema schema) {
    return new NamedExpression(
        name, new FieldExpression<>(new ReadingFields(schema).byName(name).orElseThrow()));
  }

  /** The expression itself, or in the long form under {@code expression}. */
  private static Expression<Reading> expression(
      Settings fields, String name, ReadingSchema schema) {
    Optional<Expression<Reading>> parsed;
    if (fields.value(name).orElseThrow() instanceof Yaml.Mapping) {
      Settings entry = fields.nested(name);
      entry.refuse("callable", "expressions are written in SQL, under 'expression'");
      entry.required("expression", "what computes the field, such as x * 2");
      parsed = StepSettings.expression(entry, schema, "expression");
      entry.reportUnknownKeys();
    } else {
      parsed = StepSettings.expression(fields, schema, name);
    }
    // A stand-in, so that checking can continue: nothing runs while there are problems.
    return parsed.orElse(Literal.absent(Field.Type.REAL));
  }

  @Override
  public ElementType input() {
    return ElementType.TIMED_READINGS;
  }

  @Override
  public ElementType output(ElementType given) {
    return given;
  }

  @Override
  public Optional<FieldMapping> mapping() {
    return Optional.of(fieldMapping);
  }

  @Override
  public StepResult apply(String name, StepResult.Readings input) {
    DerivedSchema derived = fieldMapping.derive(ReadingBatchCoder.of(input.batches()).schema());
    return input
        .explained(name, new TraceMapping(fieldMapping))
        .apply(name, MapReadings.by(name, fieldMapping))
        .withEventTime(
            input.requiredEventTime().of(derived.derived(input.requiredEventTime().field())));
  }

  /** What a reading becomes. */
  private record TraceMapping(FieldMapping mapping) implements Explanation {
    @Override
    public List<String> of(Reading reading) {
      return List.of(
          "becomes "
              + String.join(
                  ", ",
                  mapping.fields().stream()
                      .map(
                          field ->
                              field
                                  .expression()
                                  .value(reading)
                                  .map(value -> field.name() + " " + value)
                                  .orElse("no " + field.name()))
                      .toList()));
    }
  }
}
