package dev.tidemark.pipeline.steps;

import dev.tidemark.condition.Condition;
import dev.tidemark.elementwise.FilterReadings;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.pipeline.settings.StepSettings;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.trace.Explanation;
import dev.tidemark.yaml.Settings;
import java.util.List;
import java.util.Optional;

/** {@code Filter}: keeps the readings that meet a condition. */
record FilterStep(Condition<Reading> keep) implements Step {
  static Step read(Settings config, ReadingSchema schema) {
    Condition<Reading> keep =
        StepSettings.condition(config, schema, "keep", "a condition such as x is not null");
    config.onlySql();
    return new FilterStep(keep);
  }

  @Override
  public ElementType input() {
    return ElementType.READINGS;
  }

  @Override
  public ElementType output(ElementType given) {
    return given;
  }

  @Override
  public StepResult apply(String name, StepResult.Readings input) {
    return input.apply(name, FilterReadings.keep(name, keep));
  }

  @Override
  public Optional<Explanation> explanation(StepResult.Readings input) {
    return Optional.of(new TraceFilter(keep));
  }

  /** Whether a reading meets the condition. */
  private record TraceFilter(Condition<Reading> keep) implements Explanation {
    @Override
    public List<String> of(Reading reading) {
      return List.of(keep.test(reading) ? "passed" : "left out by the condition");
    }
  }
}
