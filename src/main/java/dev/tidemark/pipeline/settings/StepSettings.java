package dev.tidemark.pipeline.settings;

import dev.tidemark.condition.Condition;
import dev.tidemark.condition.Expression;
import dev.tidemark.condition.ReadingFields;
import dev.tidemark.condition.RowFields;
import dev.tidemark.condition.parser.ConditionException;
import dev.tidemark.condition.parser.ConditionException.Fault;
import dev.tidemark.condition.parser.ConditionParser;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.yaml.Position;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Reads the settings that several steps share: fields, conditions, gaps. */
public final class StepSettings {
  /** Replaces a field that is wrong, so that checking can continue: nothing runs then. */
  static final Field STAND_IN = new Field("?", Field.Type.TEXT, Unit.NONE, List.of(), false, 0);

  private StepSettings() {}

  /**
   * The fields whose values a stateful step keeps apart.
   *
   * @param usual the key of readings of the built-in schema, where the file names none
   * @param otherFields what else the step's rows have
   */
  public static List<Field> key(
      Settings config, ReadingSchema schema, Field usual, String... otherFields) {
    if (!config.has("key") && schema.equals(ActivitySchema.SCHEMA)) {
      return List.of(usual);
    }
    config.required(
        "key", "the fields whose values are kept apart: " + String.join(", ", keys(schema)));
    return keys(config, schema, "key", "field for key", List.of(otherFields));
  }

  /** The fields of a key; those that are wrong are reported and left out. */
  public static List<Field> keys(
      Settings config, ReadingSchema schema, String key, String what, List<String> otherFields) {
    List<Field> fields = new ArrayList<>();
    for (Yaml item : config.oneOrMore(key)) {
      Optional<Field> field = field(config, schema, item, what, keys(schema));
      if (field.isPresent() && fields.contains(field.get())) {
        config.problems().add(item.at(), key + " names " + field.get().name() + " twice");
      } else if (field.isPresent() && otherFields.contains(field.get().name())) {
        config.problems().add(item.at(), taken(key, field.get().name()));
      } else {
        field.ifPresent(fields::add);
      }
    }
    return fields;
  }

  private static String taken(String key, String name) {
    boolean isWindow = key.equals("group_by") && name.startsWith("window_");
    return "the row already has a field '%s'%s"
        .formatted(
            name,
            isWindow
                ? ", as the window is part of each key; leave it out, or rename it with MapToFields"
                    + " before this step"
                : "");
  }

  /** The names of the fields that can be keys: real numbers are rarely equal. */
  private static List<String> keys(ReadingSchema schema) {
    return labels(
        schema, Field.Type.TEXT, Field.Type.WHOLE, Field.Type.BOOLEAN, Field.Type.INSTANT);
  }

  /** The field that says what a reading is labelled with. */
  public static Field activity(Settings config, ReadingSchema schema) {
    return field(
        config, schema, "activity", ActivitySchema.GT, "the field with the label", Field.Type.TEXT);
  }

  /** The instant that is the event time; each reading has it. */
  public static Field timestamp(Settings config, ReadingSchema schema) {
    List<String> labels =
        schema.instants().stream()
            .filter(Field::isRequired)
            .map(Field::name)
            .filter(name -> schema.find(name).isPresent())
            .toList();
    config.required("timestamp", "one of " + String.join(", ", labels));
    Optional<Field> field = config.choice("timestamp", labels, schema::find);
    field
        .filter(it -> !it.isInstant() || !it.isRequired())
        .ifPresent(
            it ->
                config
                    .problems()
                    .add(
                        config.value("timestamp").orElseThrow().at(),
                        it.isInstant()
                            ? "a reading may lack %s; add it to 'required' of the schema"
                                .formatted(it.name())
                            : noInstant(it)));
    return field.filter(Field::isInstant).orElse(STAND_IN);
  }

  /** Says how a field that is to be an instant has to be declared. */
  public static String noInstant(Field field) {
    return "%s is no instant: declare it with 'format: date-time', or with a 'unit' (%s)"
        .formatted(field.name(), String.join(", ", Unit.labels()));
  }

  private static Field field(
      Settings config,
      ReadingSchema schema,
      String key,
      Field usual,
      String what,
      Field.Type... types) {
    List<String> labels = labels(schema, types);
    if (!config.has(key) && schema.equals(ActivitySchema.SCHEMA)) {
      return usual;
    }
    config.required(key, what + ": " + String.join(", ", labels));
    return config
        .value(key)
        .flatMap(yaml -> field(config, schema, yaml, "field for " + key, labels))
        .orElse(STAND_IN);
  }

  public static SessionGap sessionGap(Settings config) {
    return new SessionGap(config.requiredPositiveDuration("gap", "the pause that ends a session"));
  }

  public static Field mean(Settings config, ReadingSchema schema) {
    List<String> labels = labels(schema, Field.Type.REAL);
    config.required("mean", "the field to take the mean of: " + String.join(", ", labels));
    return config
        .value("mean")
        .flatMap(yaml -> field(config, schema, yaml, "field for mean", labels))
        .orElse(STAND_IN);
  }

  /** A condition on a reading; one that cannot be parsed is reported, and always holds. */
  public static Condition<Reading> condition(
      Settings config, ReadingSchema schema, String key, String what) {
    config.required(key, what);
    return parsed(config, key, text -> ConditionParser.parse(text, new ReadingFields(schema)))
        .orElse(reading -> true);
  }

  /** A condition on a row; one that cannot be parsed is reported, and always holds. */
  public static Condition<Row> rowCondition(Settings config, Schema rows, String key, String what) {
    config.required(key, what);
    return parsed(config, key, text -> ConditionParser.parse(text, new RowFields(rows)))
        .orElse(row -> true);
  }

  /** An expression over a reading; one that cannot be parsed is reported, and empty. */
  public static Optional<Expression<Reading>> expression(
      Settings config, ReadingSchema schema, String key) {
    return parsed(config, key, text -> ConditionParser.expression(text, new ReadingFields(schema)));
  }

  /** An expression over a row; one that cannot be parsed is reported, and empty. */
  public static Optional<Expression<Row>> rowExpression(Settings config, Schema rows, String key) {
    return parsed(config, key, text -> ConditionParser.expression(text, new RowFields(rows)));
  }

  private interface Parser<P> {
    P parse(String text) throws ConditionException;
  }

  private static <P> Optional<P> parsed(Settings config, String key, Parser<P> parser) {
    Optional<String> text = config.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(text.get()));
    } catch (ConditionException e) {
      List<Integer> offsets = e.faults().stream().map(Fault::offset).toList();
      List<Position> places = config.value(key).orElseThrow().positions(offsets);
      for (int i = 0; i < places.size(); i++) {
        config.problems().add(places.get(i), key + ": " + e.faults().get(i).message());
      }
      return Optional.empty();
    }
  }

  /** One of some fields; another word is reported, and is empty. */
  static Optional<Field> field(
      Settings config, ReadingSchema schema, Yaml yaml, String what, Collection<String> labels) {
    return config.choice(
        yaml, what, labels, word -> schema.find(word).filter(field -> labels.contains(word)));
  }

  /** The names of the fields of some types. */
  static List<String> labels(ReadingSchema schema, Field.Type... types) {
    List<Field.Type> wanted = Arrays.asList(types);
    return schema.visibleFields().stream()
        .filter(field -> wanted.contains(field.type()))
        .map(Field::name)
        .toList();
  }
}
