package dev.tidemark.pipeline.steps;

import dev.tidemark.machine.SessionGap;
import dev.tidemark.model.Field;
import dev.tidemark.yaml.Settings;
import java.util.Arrays;
import java.util.List;

/** Reads the settings that several steps have. */
final class FieldSettings {
  static final List<String> TEXT_FIELDS = labels(Field.Type.TEXT);
  static final List<String> NUMBER_FIELDS = labels(Field.Type.WHOLE, Field.Type.REAL);

  private static final List<String> REAL_FIELDS = labels(Field.Type.REAL);

  private FieldSettings() {}

  /** The field whose values a stateful step keeps apart. */
  static Field key(Settings config, Field usual) {
    return config.field("key", TEXT_FIELDS).orElse(usual);
  }

  static SessionGap sessionGap(Settings config) {
    return new SessionGap(config.requiredPositiveDuration("gap", "the pause that ends a session"));
  }

  static Field mean(Settings config) {
    config.required("mean", "the field to take the mean of: " + String.join(", ", REAL_FIELDS));
    return config.field("mean", REAL_FIELDS).orElse(Field.X);
  }

  private static List<String> labels(Field.Type... types) {
    List<Field.Type> wanted = Arrays.asList(types);
    return Arrays.stream(Field.values())
        .filter(field -> wanted.contains(field.type()))
        .map(Field::label)
        .toList();
  }
}
