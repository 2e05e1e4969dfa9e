package dev.tidemark.pipeline.settings;

import dev.tidemark.time.TriggerSpec;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a {@code trigger} mapping: in the short form {@code early: 10s}, or in that of Beam YAML,
 * as proposed in <a href="https://github.com/apache/beam/issues/41353">apache/beam#41353</a>.
 */
final class TriggerSettings {
  private static final String AFTER_WATERMARK = "after_watermark";
  private static final String AFTER_PROCESSING_TIME = "after_processing_time";
  private static final String AFTER_COUNT = "after_count";
  private static final List<String> FIRINGS = List.of(AFTER_PROCESSING_TIME, AFTER_COUNT);

  /** Beam's other triggers: none of them fires at the watermark. */
  private static final Set<String> OTHER_TRIGGERS =
      Set.of(
          AFTER_PROCESSING_TIME,
          AFTER_COUNT,
          "repeatedly",
          "after_first",
          "after_any",
          "after_all",
          "after_each");

  private TriggerSettings() {}

  static TriggerSpec read(Settings windowing) {
    Settings trigger = windowing.nested("trigger");
    if (word(trigger, "type").filter(OTHER_TRIGGERS::contains).isPresent()) {
      trigger
          .problems()
          .add(
              trigger.value("type").orElseThrow().at(),
              "a window always answers when the watermark passes its end; write type:"
                  + " after_watermark, and what it does before and after under 'early' and 'late'");
      return TriggerSpec.AT_WATERMARK;
    }
    trigger.choice(
        "type",
        List.of(AFTER_WATERMARK),
        word -> Optional.of(word).filter(AFTER_WATERMARK::equals));
    TriggerSpec read =
        new TriggerSpec(
            firing(trigger, "early").orElse(TriggerSpec.NEVER),
            firing(trigger, "late").orElse(Duration.ZERO));
    trigger.reportUnknownKeys();
    return read;
  }

  /** How long after a pane's first reading a window answers. */
  private static Optional<Duration> firing(Settings trigger, String key) {
    if (!(trigger.value(key).orElse(null) instanceof Yaml.Mapping)) {
      return trigger.duration(key);
    }
    Settings firing = trigger.nested(key);
    if (word(firing, "type").filter("repeatedly"::equals).isPresent()) {
      firing.refuse("trigger", "write what is under 'trigger' here instead");
      firing
          .problems()
          .add(
              firing.value("type").orElseThrow().at(),
              "what is under '" + key + "' is repeated in any case; leave 'repeatedly' out");
      return Optional.empty();
    }
    firing.required("type", "one of " + String.join(", ", FIRINGS));
    Optional<String> type =
        firing.choice("type", FIRINGS, word -> Optional.of(word).filter(FIRINGS::contains));
    Duration delay =
        type.filter(AFTER_COUNT::equals).isPresent() ? eachReading(firing) : delay(firing);
    firing.reportUnknownKeys();
    return Optional.of(delay);
  }

  private static Duration delay(Settings firing) {
    firing.refuse("count", AFTER_PROCESSING_TIME + " has a 'delay', no 'count'");
    return firing.requiredDuration("delay", "how long after the first reading that is new");
  }

  private static Duration eachReading(Settings firing) {
    firing.refuse("delay", AFTER_COUNT + " has a 'count', no 'delay'");
    if (firing.positiveNumber("count", "how many readings: 1") > 1) {
      firing
          .problems()
          .add(
              firing.value("count").orElseThrow().at(),
              "readings reach a window in batches, so they cannot be counted here; write count: 1"
                  + " for each batch, or type: after_processing_time with a 'delay'");
    }
    return Duration.ZERO;
  }

  private static Optional<String> word(Settings settings, String key) {
    return settings.value(key).flatMap(Yaml::word);
  }
}
