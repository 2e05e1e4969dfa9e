package dev.tidemark.yaml;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The keys of one mapping, read one by one with their types. A value that is wrong is reported and
 * replaced by a harmless one, so that the rest is checked too; nothing runs while there are
 * problems. {@link MappingKeys} finds the entry of a key, even if the key is misspelt.
 *
 * @param demanding whether a required key that is absent is reported; false where something else
 *     that is wrong, and reported, may be the reason that it is absent
 */
public record Settings(MappingKeys keys, String owner, boolean demanding, Problems problems) {

  private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final Pattern ABOVE_ZERO = Pattern.compile("[1-9][0-9]{0,18}");

  public static Settings of(Yaml.Mapping mapping, String owner, Problems problems) {
    return new Settings(new MappingKeys(mapping), owner, true, problems);
  }

  /** The same keys, in messages about another owner. */
  public Settings ownedBy(String other) {
    return new Settings(keys, other, demanding, problems);
  }

  /** The same keys, none of which is required. */
  public Settings undemanding() {
    return new Settings(keys, owner, false, problems);
  }

  public Position at() {
    return keys.at();
  }

  /** The position of the key, or of the mapping if the key is absent. */
  public Position at(String key) {
    return keys.find(key).map(Yaml.Entry::keyAt).orElse(at());
  }

  /** Reports a key that is not allowed here, if it is present, with what to do instead. */
  public void refuse(String key, String message) {
    keys.take(key).ifPresent(entry -> problems.add(entry.keyAt(), message));
  }

  /** Whether the key is present under exactly this name. */
  public boolean holds(String key) {
    return keys.holds(key);
  }

  public boolean has(String key) {
    return keys.find(key).isPresent();
  }

  public Optional<Yaml> value(String key) {
    return keys.find(key).map(Yaml.Entry::value);
  }

  public Yaml required(String key, String what) {
    return value(key)
        .orElseGet(
            () -> {
              if (demanding) {
                problems.add(at(), owner + " needs '" + key + "': " + what);
              }
              return new Yaml.Scalar(at(), "");
            });
  }

  public Optional<String> text(String key) {
    return value(key).flatMap(yaml -> scalar(yaml, key + " must be one value"));
  }

  public String requiredText(String key, String what) {
    required(key, what);
    return text(key).orElse("");
  }

  public Optional<Duration> duration(String key) {
    return text(key).flatMap(text -> convert(key, Durations.parse(text), Durations.expected(text)));
  }

  public Duration requiredDuration(String key, String what) {
    required(key, what);
    return duration(key).orElse(Duration.ofSeconds(1));
  }

  /** A duration above zero. */
  public Duration requiredPositiveDuration(String key, String what) {
    required(key, what);
    return positiveDuration(key).orElse(Duration.ofSeconds(1));
  }

  public Optional<Duration> positiveDuration(String key) {
    Optional<Duration> duration = duration(key);
    if (duration.filter(Duration::isZero).isPresent()) {
      problems.add(at(key), key + " must be more than zero");
    }
    return duration.filter(given -> !given.isZero());
  }

  public long positiveNumber(String key, String what) {
    required(key, what);
    Optional<Long> number =
        text(key).flatMap(text -> convert(key, wholeAboveZero(text), expectedNumber(text)));
    return number.orElse(1L);
  }

  private static Optional<Long> wholeAboveZero(String text) {
    return ABOVE_ZERO.matcher(text).matches() && new BigInteger(text).compareTo(GREATEST) <= 0
        ? Optional.of(Long.valueOf(text))
        : Optional.empty();
  }

  private static String expectedNumber(String text) {
    return text.matches("[1-9][0-9]*+") ? "at most " + GREATEST : "a whole number above zero";
  }

  /** True or false; false where it is absent. */
  public boolean flag(String key) {
    List<String> words = List.of("true", "false");
    return choice(
            key,
            words,
            word -> Optional.of(word).filter(words::contains).map(Boolean::parseBoolean))
        .orElse(false);
  }

  /** One of some words; another word is reported, and is empty. */
  public <T> Optional<T> choice(
      String key, Collection<String> words, Function<String, Optional<T>> meaning) {
    return value(key).flatMap(yaml -> choice(yaml, key, words, meaning));
  }

  public <T> Optional<T> choice(
      Yaml yaml, String what, Collection<String> words, Function<String, Optional<T>> meaning) {
    Optional<String> word = scalar(yaml, what + " must be one of " + String.join(", ", words));
    Optional<T> chosen = word.flatMap(meaning);
    if (word.isPresent() && chosen.isEmpty()) {
      problems.addUnknown(yaml.at(), what, word.get(), words);
    }
    return chosen;
  }

  /** Checks Beam YAML's {@code language}: here it can only be SQL. */
  public void onlySql() {
    choice("language", List.of("sql"), word -> Optional.of(word).filter("sql"::equals));
  }

  /** One word, or a list of words. */
  public List<Yaml> oneOrMore(String key) {
    return value(key).map(Yaml::elements).orElse(List.of());
  }

  /** The settings of a nested mapping; of an absent key, empty ones. */
  public Settings nested(String key) {
    return nested(key, Yaml::kind);
  }

  /** The same, for a mapping with secrets: no message quotes a text that stands in its place. */
  public Settings nestedSecret(String key) {
    return nested(key, yaml -> yaml.word().map(secret -> "text").orElseGet(yaml::kind));
  }

  private Settings nested(String key, Function<Yaml, String> kind) {
    Optional<Yaml> value = value(key);
    if (value.isPresent() && value.get() instanceof Yaml.Mapping nested) {
      return new Settings(new MappingKeys(nested), key, demanding, problems);
    }
    value.ifPresent(
        yaml -> problems.add(yaml.at(), key + " must be a mapping, not " + kind.apply(yaml)));
    Settings none = of(new Yaml.Mapping(at(key), Map.of()), key, problems);
    return demanding && value.isEmpty() ? none : none.undemanding();
  }

  /** All keys with their values, for mappings whose keys the user chooses. */
  public Map<String, Yaml> entries() {
    return keys.all();
  }

  /** Reports the keys that nobody asked for. */
  public void reportUnknownKeys() {
    reportMisspeltKeys();
    keys.unknown().forEach((key, at) -> problems.addUnknown(at, "key", key, keys.known()));
  }

  /** Reports the misspelt keys, which were read as the keys that they most likely mean. */
  public void reportMisspeltKeys() {
    keys.misspelt()
        .forEach((key, meant) -> problems.addUnknown(at(meant), "key", key, List.of(meant)));
  }

  public Optional<String> scalar(Yaml yaml, String expectation) {
    if (yaml.word().isEmpty()) {
      problems.add(yaml.at(), expectation + ", not " + yaml.kind());
    }
    return yaml.word();
  }

  private <T> Optional<T> convert(String key, Optional<T> converted, String expected) {
    if (converted.isEmpty()) {
      Yaml yaml = value(key).orElseThrow();
      problems.add(yaml.at(), key + " must be " + expected + ", not " + yaml.kind());
    }
    return converted;
  }
}
