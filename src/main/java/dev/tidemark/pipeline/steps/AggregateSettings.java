package dev.tidemark.pipeline.steps;

import dev.tidemark.aggregate.AggregateColumn;
import dev.tidemark.aggregate.Function;
import dev.tidemark.model.Field;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what a Combine groups by and what it computes. */
final class AggregateSettings {
  private static final List<String> RESERVED = List.of("window_start", "window_end", "pane");

  /** The field that is counted where readings are counted: each has a user. */
  private static final Field EVERY_READING = Field.USER;

  /** Names that the functions have in other systems. */
  private static final Map<String, Function> OTHER_NAMES =
      Map.of(
          "avg", Function.MEAN,
          "average", Function.MEAN,
          "minimum", Function.MIN,
          "maximum", Function.MAX,
          "total", Function.SUM,
          "collect_set", Function.DISTINCT,
          "unique", Function.DISTINCT);

  private AggregateSettings() {}

  static List<Field> groupBy(Settings config) {
    List<Field> fields = new ArrayList<>();
    for (Yaml item : config.oneOrMore("group_by")) {
      Optional<Field> field =
          StepSettings.field(config, item, "group_by", StepSettings.TEXT_FIELDS);
      if (field.isPresent() && fields.contains(field.get())) {
        config.problems().add(item.at(), "group_by names " + field.get().label() + " twice");
      }
      field.ifPresent(fields::add);
    }
    return fields;
  }

  static List<AggregateColumn> aggregates(Settings config, List<Field> groupBy) {
    config.onlySql();
    config.required("combine", "result fields, each with the function that computes it");
    Settings combine = config.nested("combine");
    Map<String, Yaml> entries = combine.entries();
    if (config.has("combine") && combine.demanding() && entries.isEmpty()) {
      config.problems().add(combine.at(), "combine needs a result field, such as count: count");
    }
    List<AggregateColumn> aggregates = new ArrayList<>();
    entries.forEach(
        (name, yaml) -> {
          boolean taken =
              RESERVED.contains(name)
                  || groupBy.stream().anyMatch(field -> field.label().equals(name));
          if (taken) {
            config.problems().add(combine.at(name), "the row already has a field '" + name + "'");
          }
          aggregates.add(aggregate(combine, name, yaml));
        });
    return aggregates;
  }

  /** Long form {@code mean_x: {fn: mean, value: x}}, short form {@code x: mean}. */
  private static AggregateColumn aggregate(Settings combine, String name, Yaml yaml) {
    if (yaml instanceof Yaml.Mapping) {
      Settings entry = combine.nested(name);
      Yaml fn = entry.required("fn", "one of " + String.join(", ", Function.labels()));
      Function function = function(entry, fn);
      Field field = EVERY_READING;
      if (function.needsField() || entry.has("value")) {
        boolean given = entry.has("value");
        if (function == Function.COUNT && isStar(entry)) {
          entry.refuse("value", "to count all readings, leave 'value' out");
          return new AggregateColumn(name, function, field);
        }
        Yaml value = entry.required("value", "the field that " + function.label() + " takes");
        field = given ? field(entry, value, function) : Field.X;
      }
      entry.reportUnknownKeys();
      return new AggregateColumn(name, function, field);
    }
    if (yaml instanceof Yaml.Scalar word && isSwapped(name, word.text())) {
      combine
          .problems()
          .add(
              combine.at(name),
              "'%s' is a function and '%s' a field; write %s: %s"
                  .formatted(name, word.text(), word.text(), name));
      return new AggregateColumn(name, Function.COUNT, EVERY_READING);
    }
    Function function = function(combine, yaml);
    boolean isField = function.needsField() || Field.byLabel(name).isPresent();
    return new AggregateColumn(
        name,
        function,
        isField
            ? field(combine, new Yaml.Scalar(combine.at(name), name), function)
            : EVERY_READING);
  }

  private static boolean isStar(Settings entry) {
    return entry.value("value").filter(value -> value.kind().equals("'*'")).isPresent();
  }

  private static boolean isSwapped(String name, String word) {
    return Function.byLabel(name).isPresent()
        && Function.byLabel(word).isEmpty()
        && Field.byLabel(word).isPresent();
  }

  private static Function function(Settings settings, Yaml fn) {
    if (fn instanceof Yaml.Scalar scalar && scalar.text().isEmpty()) {
      return Function.COUNT;
    }
    if (fn instanceof Yaml.Scalar scalar) {
      Optional<Function> meant =
          Optional.ofNullable(OTHER_NAMES.get(scalar.text().toLowerCase(Locale.ROOT)));
      if (meant.isPresent()) {
        settings.problems().addUnknown(fn.at(), "fn", scalar.text(), meant.get().label());
        return meant.get();
      }
    }
    return settings.choice(fn, "fn", Function.labels(), Function::byLabel).orElse(Function.COUNT);
  }

  private static Field field(Settings settings, Yaml value, Function function) {
    List<String> labels = function.needsNumber() ? StepSettings.NUMBER_FIELDS : Field.labels();
    // A stand-in, so that checking can continue: nothing runs while there are problems.
    return StepSettings.field(settings, value, "field of " + function.label(), labels)
        .orElse(Field.X);
  }
}
