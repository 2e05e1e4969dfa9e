package dev.tidemark.pipeline.steps;

import dev.tidemark.ordered.Deduplicate;
import dev.tidemark.pipeline.settings.StepSettings;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec.Keep;
import dev.tidemark.yaml.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code Deduplicate}: keeps one reading of each key and event time, or of each key and values.
 *
 * @param on the fields whose values are compared; none for the event time
 */
record DeduplicateStep(Duration retention, List<Field> key, Keep keep, List<Field> on)
    implements StatefulStep {
  private static final List<String> WORDS = List.of("first", "last");

  static Step read(Settings config, ReadingSchema schema) {
    if (config.has("on")) {
      config.refuse("keep", "with 'on' the first is kept; leave 'keep' out");
    }
    return new DeduplicateStep(
        config.requiredDuration("within", "how long after max_delay a duplicate is still known"),
        StepSettings.key(config, schema, ActivitySchema.USER),
        config.choice("keep", WORDS, DeduplicateStep::keep).orElse(Keep.FIRST),
        StepSettings.keys(config, schema, "on", "field for on", List.of()));
  }

  private static Optional<Keep> keep(String word) {
    return Optional.of(word)
        .filter(WORDS::contains)
        .map(known -> Keep.valueOf(known.toUpperCase(Locale.ROOT)));
  }

  @Override
  public ElementType output(ElementType given) {
    return given;
  }

  @Override
  public StepResult apply(String name, StepResult.Readings input) {
    EventTime eventTime = input.requiredEventTime();
    Deduplicate byTime = Deduplicate.by(name, key, eventTime, retention).keeping(keep);
    return input
        .apply(
            name,
            (on.isEmpty() ? byTime : byTime.on(on))
                .withOrdering(input.ordering())
                .tracing(input.traced()))
        .inOrder();
  }

  @Override
  public boolean findsDuplicates() {
    return true;
  }
}
