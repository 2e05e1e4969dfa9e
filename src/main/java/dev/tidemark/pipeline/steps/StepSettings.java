package dev.tidemark.pipeline.steps;

import dev.tidemark.condition.Condition;
import dev.tidemark.condition.ReadingFields;
import dev.tidemark.condition.parser.ConditionException;
import dev.tidemark.condition.parser.ConditionException.Fault;
import dev.tidemark.condition.parser.ConditionParser;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.yaml.Position;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the settings that several steps share: fields, conditions, gaps. */
final class StepSettings {
  static final List<String> TEXT_FIELDS = labels(Field.Type.TEXT);
  static final List<String> NUMBER_FIELDS = labels(Field.Type.WHOLE, Field.Type.REAL);

  private static final List<String> REAL_FIELDS = labels(Field.Type.REAL);

  private StepSettings() {}

  /** The field whose values a stateful step keeps apart. */
  static Field key(Settings config, Field usual) {
    return field(config, "key", TEXT_FIELDS).orElse(usual);
  }

  static SessionGap sessionGap(Settings config) {
    return new SessionGap(config.requiredPositiveDuration("gap", "the pause that ends a session"));
  }

  static Field mean(Settings config) {
    config.required("mean", "the field to take the mean of: " + String.join(", ", REAL_FIELDS));
    return field(config, "mean", REAL_FIELDS).orElse(Field.X);
  }

  /** A condition on a reading; one that cannot be parsed is reported, and always holds. */
  static Condition<Reading> condition(Settings config, String key, String what) {
    config.required(key, what);
    Optional<String> text = config.text(key);
    if (text.isEmpty()) {
      return reading -> true;
    }
    try {
      return ConditionParser.parse(text.get(), new ReadingFields());
    } catch (ConditionException e) {
      List<Integer> offsets = e.faults().stream().map(Fault::offset).toList();
      List<Position> places = config.value(key).orElseThrow().positions(offsets);
      for (int i = 0; i < places.size(); i++) {
        config.problems().add(places.get(i), key + ": " + e.faults().get(i).message());
      }
      return reading -> true;
    }
  }

  /** One of some fields; another word is reported, and is empty. */
  static Optional<Field> field(Settings config, Yaml yaml, String what, Collection<String> labels) {
    return config.choice(
        yaml, what, labels, word -> Field.byLabel(word).filter(field -> labels.contains(word)));
  }

  private static Optional<Field> field(Settings config, String key, Collection<String> labels) {
    return config.value(key).flatMap(yaml -> field(config, yaml, "field for " + key, labels));
  }

  private static List<String> labels(Field.Type... types) {
    List<Field.Type> wanted = Arrays.asList(types);
    return Arrays.stream(Field.values())
        .filter(field -> wanted.contains(field.type()))
        .map(Field::label)
        .toList();
  }
}
