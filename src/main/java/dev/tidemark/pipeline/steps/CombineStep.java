package dev.tidemark.pipeline.steps;

import dev.tidemark.aggregate.AggregateColumn;
import dev.tidemark.aggregate.CombineReadings;
import dev.tidemark.aggregate.CombineSpec;
import dev.tidemark.pipeline.settings.AggregateSettings;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.trace.Explanation;
import dev.tidemark.trace.TraceWindows;
import dev.tidemark.yaml.Settings;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;

/** {@code Combine}: aggregates for each group and window. */
record CombineStep(List<Field> groupBy, List<AggregateColumn> aggregates, boolean showPane)
    implements Step {
  static Step read(Settings config, ReadingSchema schema) {
    List<Field> groupBy = AggregateSettings.groupBy(config, schema);
    return new CombineStep(
        groupBy, AggregateSettings.aggregates(config, schema, groupBy), config.flag("pane"));
  }

  @Override
  public ElementType input() {
    return ElementType.TIMED_READINGS;
  }

  @Override
  public ElementType output(ElementType given) {
    return ElementType.ROWS;
  }

  @Override
  public Optional<Schema> rowSchema(EventTime eventTime, WindowingSpec windowing) {
    return Optional.of(spec(eventTime, windowing).rowSchema());
  }

  /** Only windows that fire once, when nothing more is accepted, are not refined. */
  @Override
  public boolean refines(WindowingSpec windowing) {
    return !windowing.firesOnce();
  }

  @Override
  public Optional<List<Field>> windowKey() {
    return Optional.of(groupBy);
  }

  @Override
  public StepResult apply(String name, StepResult.Readings input) {
    EventTime eventTime = input.requiredEventTime();
    CombineSpec combine = spec(eventTime, input.windowing());
    return input.applyForRows(
        name,
        CombineReadings.of(name, combine).withOrdering(input.ordering()),
        combine.rowIdentity());
  }

  @Override
  public Optional<Explanation> explanation(StepResult.Readings input) {
    return Optional.of(new TraceWindows(input.requiredEventTime(), input.windowing(), groupBy));
  }

  private CombineSpec spec(EventTime eventTime, WindowingSpec windowing) {
    return new CombineSpec(groupBy, aggregates, showPane, eventTime, windowing);
  }
}
