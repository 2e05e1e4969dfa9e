package dev.tidemark.pipeline.steps;

import dev.tidemark.condition.Expression;
import dev.tidemark.condition.FieldExpression;
import dev.tidemark.condition.Literal;
import dev.tidemark.condition.ReadingFields;
import dev.tidemark.elementwise.FieldMapping;
import dev.tidemark.elementwise.FieldMapping.NamedExpression;
import dev.tidemark.elementwise.MapReadings;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.pipeline.settings.MappingSettings;
import dev.tidemark.pipeline.settings.StepSettings;
import dev.tidemark.schema.DerivedSchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.trace.Explanation;
import dev.tidemark.yaml.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code MapToFields}: readings with other fields, which are renamed, kept or computed. */
record MapToFieldsStep(FieldMapping fieldMapping) implements Step {
  static Step read(Settings config, ReadingSchema schema) {
    MappingSettings<Expression<Reading>> settings =
        MappingSettings.read(
            config,
            "readings",
            schema.visibleFields().stream().map(Field::name).toList(),
            schema.fieldNames(),
            (fields, key) -> StepSettings.expression(fields, schema, key));
    List<NamedExpression> fields = new ArrayList<>();
    settings.kept().forEach(name -> fields.add(kept(name, schema)));
    // A stand-in, so that checking can continue: nothing runs while there are problems.
    settings
        .added()
        .forEach(
            (name, expression) ->
                fields.add(
                    new NamedExpression(name, expression.orElse(Literal.absent(Field.Type.REAL)))));
    return new MapToFieldsStep(new FieldMapping(fields));
  }

  private static NamedExpression kept(String name, ReadingSchema schema) {
    return new NamedExpression(
        name, new FieldExpression<>(new ReadingFields(schema).byName(name).orElseThrow()));
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
        .apply(name, MapReadings.by(name, fieldMapping))
        .withEventTime(
            input.requiredEventTime().of(derived.derived(input.requiredEventTime().field())));
  }

  @Override
  public Optional<Explanation> explanation(StepResult.Readings input) {
    return Optional.of(new TraceMapping(fieldMapping));
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
