package dev.tidemark.pipeline.settings;

import dev.tidemark.aggregate.AggregateColumn;
import dev.tidemark.aggregate.function.Function;
import dev.tidemark.aggregate.function.Function.Side;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a Combine groups by and what it computes. */
public final class AggregateSettings {
  private static final List<String> RESERVED = List.of("window_start", "window_end", "pane");

  /** A stand-in for what is wrong: nothing runs while there are problems. */
  private static final double STAND_IN = 0.5;

  private static final Pattern FRACTION = Pattern.compile("[0-9](\\.[0-9]{1,17})?");

  private AggregateSettings() {}

  public static List<Field> groupBy(Settings config, ReadingSchema schema) {
    return StepSettings.keys(config, schema, "group_by", "group_by", RESERVED);
  }

  public static List<AggregateColumn> aggregates(
      Settings config, ReadingSchema schema, List<Field> groupBy) {
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
                  || groupBy.stream().anyMatch(field -> field.name().equals(name));
          if (taken) {
            config.problems().add(combine.at(name), "the row already has a field '" + name + "'");
          }
          AggregateColumn aggregate = aggregate(combine, schema, name, yaml);
          if (!taken) {
            aggregates.add(aggregate);
          }
        });
    return aggregates;
  }

  /** Long form {@code mean_x: {fn: mean, value: x}}, short form {@code x: mean}. */
  private static AggregateColumn aggregate(
      Settings combine, ReadingSchema schema, String name, Yaml yaml) {
    return new AggregateColumn(
        name,
        yaml instanceof Yaml.Mapping
            ? longForm(combine.nested(name), schema)
            : shortForm(combine, schema, name, yaml));
  }

  private static Function longForm(Settings entry, ReadingSchema schema) {
    Yaml fn = entry.required("fn", "one of " + String.join(", ", FunctionWord.labels()));
    FunctionWord word = word(entry, fn);
    Optional<Field> field = Optional.empty();
    if (word == FunctionWord.COUNT && isStar(entry)) {
      entry.refuse("value", "to count all readings, leave 'value' out");
    } else if (word.needsField() || entry.has("value")) {
      boolean given = entry.has("value");
      Yaml value = entry.required("value", "the field that " + word.label() + " takes");
      field = Optional.of(given ? field(entry, schema, value, word) : StepSettings.STAND_IN);
    }
    Function function =
        field
            .map(known -> function(word, known, schema, entry))
            .orElseGet(() -> countAll(word, entry));
    if (entry.has("where")) {
      function =
          new Function.Where(
              function, StepSettings.condition(entry, schema, "where", "which readings count"));
    }
    entry.reportUnknownKeys();
    return function;
  }

  private static Function shortForm(
      Settings combine, ReadingSchema schema, String name, Yaml yaml) {
    if (yaml instanceof Yaml.Scalar word && isSwapped(schema, name, word.text())) {
      combine
          .problems()
          .add(
              combine.at(name),
              "'%s' is a function and '%s' a field; write %s: %s"
                  .formatted(name, word.text(), word.text(), name));
      return new Function.CountAll();
    }
    FunctionWord word = word(combine, yaml);
    if (!word.needsField() && schema.find(name).isEmpty()) {
      return new Function.CountAll();
    }
    Field field = field(combine, schema, new Yaml.Scalar(combine.at(name), name), word);
    if (word.takesBy() || word.takesFraction()) {
      combine
          .problems()
          .add(
              yaml.at(),
              "%s needs '%s'; write %s: {fn: %s, value: %s, %s}"
                  .formatted(
                      word.label(),
                      word.takesBy() ? "by" : "p",
                      name,
                      word.label(),
                      field.name(),
                      word.takesBy() ? "by: " + schema.fields().get(0) : "p: 0.95"));
      return new Function.Count(field);
    }
    return function(word, field);
  }

  /** The function of no field, which takes nothing else. */
  private static Function countAll(FunctionWord word, Settings entry) {
    entry.refuse("by", word.label() + " takes no 'by'; min_by and max_by do");
    entry.refuse("p", word.label() + " takes no 'p'; percentile does");
    return new Function.CountAll();
  }

  /** A function with what else its entry says. */
  private static Function function(
      FunctionWord word, Field field, ReadingSchema schema, Settings entry) {
    if (!word.takesBy()) {
      entry.refuse("by", word.label() + " takes no 'by'; min_by and max_by do");
    }
    if (!word.takesFraction()) {
      entry.refuse("p", word.label() + " takes no 'p'; percentile does");
    }
    return switch (word) {
      case MIN_BY -> new Function.ExtremeBy(field, by(entry, schema, word), Side.SMALLEST);
      case MAX_BY -> new Function.ExtremeBy(field, by(entry, schema, word), Side.LARGEST);
      case PERCENTILE -> new Function.Percentile(field, fraction(entry));
      default -> function(word, field);
    };
  }

  /** A function of one field. */
  private static Function function(FunctionWord word, Field field) {
    return switch (word) {
      case COUNT -> new Function.Count(field);
      case SUM -> new Function.Sum(field);
      case MEAN -> new Function.Mean(field);
      case MIN -> new Function.Extreme(field, Side.SMALLEST);
      case MAX -> new Function.Extreme(field, Side.LARGEST);
      case DISTINCT -> new Function.Distinct(field);
      case COUNT_DISTINCT -> new Function.CountDistinct(field);
      case STDDEV -> new Function.Deviation(field);
      case MIN_BY, MAX_BY, PERCENTILE ->
          throw new IllegalArgumentException(word.label() + " takes more than a field");
    };
  }

  private static Field by(Settings entry, ReadingSchema schema, FunctionWord word) {
    boolean given = entry.has("by");
    Yaml by = entry.required("by", "the field whose extreme " + word.label() + " looks for");
    return given
        ? StepSettings.field(entry, schema, by, "field for by", schema.fieldNames())
            .orElse(StepSettings.STAND_IN)
        : StepSettings.STAND_IN;
  }

  private static double fraction(Settings entry) {
    entry.required("p", "which percentile, as a fraction: 0.5 is the median, 0.95 the 95th");
    Optional<String> text = entry.text("p");
    Optional<Double> fraction =
        text.filter(word -> FRACTION.matcher(word).matches())
            .map(Double::valueOf)
            .filter(number -> number <= 1);
    if (text.isPresent() && fraction.isEmpty()) {
      Yaml yaml = entry.value("p").orElseThrow();
      entry.problems().add(yaml.at(), "p must be from 0 to 1, such as 0.95, not " + yaml.kind());
    }
    return fraction.orElse(STAND_IN);
  }

  private static boolean isStar(Settings entry) {
    return entry.value("value").filter(value -> value.kind().equals("'*'")).isPresent();
  }

  private static boolean isSwapped(ReadingSchema schema, String name, String word) {
    return FunctionWord.byLabel(name).isPresent()
        && FunctionWord.byLabel(word).isEmpty()
        && schema.find(word).isPresent();
  }

  private static FunctionWord word(Settings settings, Yaml fn) {
    if (fn instanceof Yaml.Scalar scalar && scalar.text().isEmpty()) {
      return FunctionWord.COUNT;
    }
    Optional<FunctionWord> meant = fn.word().flatMap(FunctionWord::byOtherName);
    if (meant.isPresent()) {
      settings.problems().addUnknown(fn.at(), "fn", fn.word().orElseThrow(), meant.get().label());
      return meant.get();
    }
    return settings
        .choice(fn, "fn", FunctionWord.labels(), FunctionWord::byLabel)
        .orElse(FunctionWord.COUNT);
  }

  private static Field field(
      Settings settings, ReadingSchema schema, Yaml value, FunctionWord word) {
    List<String> labels =
        word.needsNumber()
            ? StepSettings.labels(schema, Field.Type.WHOLE, Field.Type.REAL)
            : schema.fieldNames();
    return StepSettings.field(settings, schema, value, "field of " + word.label(), labels)
        .orElse(StepSettings.STAND_IN);
  }
}
