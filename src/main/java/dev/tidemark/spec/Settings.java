package dev.tidemark.spec;

import dev.tidemark.filter.Condition;
import dev.tidemark.filter.ConditionParser;
import dev.tidemark.filter.ConditionParser.NotACondition;
import dev.tidemark.model.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The keys of one mapping, read one by one with their types. What is wrong is reported and stands
 * in for by a harmless value, so that the rest is checked too; nothing runs while there are
 * problems. A key that nobody asked for is unknown: {@link #reportUnknownKeys()}.
 */
final class Settings {
  private final Yaml.Mapping mapping;
  private final String owner;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  Settings(Yaml.Mapping mapping, String owner, Problems problems) {
    this.mapping = mapping;
    this.owner = owner;
    this.problems = problems;
  }

  static Settings none(Position at, String owner, Problems problems) {
    return new Settings(new Yaml.Mapping(at, Map.of()), owner, problems);
  }

  /** The same keys, in messages about another owner. */
  Settings ownedBy(String other) {
    return new Settings(mapping, other, problems);
  }

  Position at() {
    return mapping.at();
  }

  /** Where the key stands, or the mapping where it does not. */
  Position at(String key) {
    Yaml.Entry entry = mapping.entries().get(key);
    return entry == null ? mapping.at() : entry.keyAt();
  }

  Problems problems() {
    return problems;
  }

  boolean has(String key) {
    known.add(key);
    return mapping.entries().containsKey(key);
  }

  Optional<Yaml> value(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.entries().get(key)).map(Yaml.Entry::value);
  }

  Yaml required(String key, String what) {
    return value(key)
        .orElseGet(
            () -> {
              problems.add(mapping.at(), owner + " needs '" + key + "': " + what);
              return new Yaml.Scalar(mapping.at(), "");
            });
  }

  Optional<String> text(String key) {
    return value(key).flatMap(yaml -> scalar(yaml, key + " must be one value"));
  }

  String requiredText(String key, String what) {
    required(key, what);
    return text(key).orElse("");
  }

  Optional<Duration> duration(String key) {
    return text(key).flatMap(text -> convert(key, Durations.parse(text), Durations.EXPECTED));
  }

  Duration requiredDuration(String key, String what) {
    if (!has(key)) {
      required(key, what);
    }
    return duration(key).orElse(Duration.ofSeconds(1));
  }

  /** A duration above zero. */
  Duration positiveDuration(String key, String what) {
    Duration duration = requiredDuration(key, what);
    if (duration.isZero()) {
      problems.add(at(key), key + " must be more than zero");
      return Duration.ofSeconds(1);
    }
    return duration;
  }

  long positiveNumber(String key, String what) {
    if (!has(key)) {
      required(key, what);
      return 1;
    }
    Optional<Long> number =
        text(key)
            .flatMap(
                text ->
                    convert(
                        key,
                        text.matches("[1-9][0-9]{0,17}")
                            ? Optional.of(Long.valueOf(text))
                            : Optional.empty(),
                        "a whole number above zero"));
    return number.orElse(1L);
  }

  /** True or false; false where it is absent. */
  boolean flag(String key) {
    List<String> words = List.of("true", "false");
    return choice(
            key,
            words,
            word -> Optional.of(word).filter(words::contains).map(Boolean::parseBoolean))
        .orElse(false);
  }

  /** One of some words; empty, and reported, where it is another. */
  <T> Optional<T> choice(
      String key, Collection<String> words, Function<String, Optional<T>> meaning) {
    return value(key).flatMap(yaml -> choice(yaml, key, words, meaning));
  }

  <T> Optional<T> choice(
      Yaml yaml, String what, Collection<String> words, Function<String, Optional<T>> meaning) {
    Optional<String> word = scalar(yaml, what + " must be one of " + String.join(", ", words));
    Optional<T> chosen = word.flatMap(meaning);
    if (word.isPresent() && chosen.isEmpty()) {
      problems.addUnknown(yaml.at(), what, word.get(), words);
    }
    return chosen;
  }

  /** Beam YAML's {@code language}, of which there is one here. */
  void onlySql() {
    choice("language", List.of("sql"), word -> Optional.of(word).filter("sql"::equals));
  }

  Optional<Field> field(String key, Collection<String> labels) {
    return value(key)
        .flatMap(
            yaml ->
                choice(
                    yaml,
                    "field for " + key,
                    labels,
                    word -> Field.byLabel(word).filter(field -> labels.contains(word))));
  }

  /** One word, or a list of words. */
  List<Yaml> oneOrMore(String key) {
    Optional<Yaml> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    return value.get() instanceof Yaml.Items items ? items.items() : List.of(value.get());
  }

  /** A condition on a reading; one that always holds, and reported, where it is none. */
  Condition condition(String key, String what) {
    if (!has(key)) {
      required(key, what);
      return ConditionParser.ALWAYS;
    }
    try {
      return ConditionParser.parse(text(key).orElse(""));
    } catch (NotACondition e) {
      problems.add(value(key).orElseThrow().at(), key + ": " + e.getMessage());
      return ConditionParser.ALWAYS;
    }
  }

  /** The settings of a nested mapping; empty ones where the key is absent. */
  Settings nested(String key) {
    Optional<Yaml> value = value(key);
    if (value.isPresent() && value.get() instanceof Yaml.Mapping nested) {
      return new Settings(nested, key, problems);
    }
    value.ifPresent(
        yaml -> problems.add(yaml.at(), key + " must be a mapping, not " + yaml.kind()));
    return none(at(key), key, problems);
  }

  /** All keys with their values, for mappings whose keys are the user's own. */
  Map<String, Yaml> entries() {
    Map<String, Yaml> values = new LinkedHashMap<>();
    mapping.entries().forEach((key, entry) -> values.put(key, entry.value()));
    known.addAll(values.keySet());
    return values;
  }

  void reportUnknownKeys() {
    List<String> unknown = new ArrayList<>(mapping.entries().keySet());
    unknown.removeAll(known);
    for (String key : unknown) {
      problems.addUnknown(at(key), "key", key, known);
    }
  }

  Optional<String> scalar(Yaml yaml, String expectation) {
    if (yaml instanceof Yaml.Scalar scalar && !scalar.text().isEmpty()) {
      return Optional.of(scalar.text());
    }
    problems.add(yaml.at(), expectation + ", not " + yaml.kind());
    return Optional.empty();
  }

  private <T> Optional<T> convert(String key, Optional<T> converted, String expected) {
    if (converted.isEmpty()) {
      Yaml yaml = mapping.entries().get(key).value();
      problems.add(yaml.at(), key + " must be " + expected + ", not " + yaml.kind());
    }
    return converted;
  }
}
