package dev.tidemark.pipeline.steps;

import dev.tidemark.aggregate.AggregateColumn;
import dev.tidemark.aggregate.CombineRows;
import dev.tidemark.aggregate.CombineSpec;
import dev.tidemark.aggregate.RowReadings;
import dev.tidemark.pipeline.settings.AggregateSettings;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.yaml.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;

/**
 * {@code Combine} after a step that makes rows: aggregates them again, for each window that they
 * answer or in windows of its own.
 */
record CombineRowsStep(RowReadings readings, CombineSpec combine) implements RowsStep {
  static Step read(Settings config, StepInput input) {
    Schema rows = input.rows().orElseThrow();
    Optional<WindowingSpec> windowing =
        input.windowing().filter(set -> !(set.windowFn() instanceof WindowFnSpec.Global));
    RowReadings readings = RowReadings.of(rows, timestamp(config, rows, windowing.isPresent()));
    List<Field> groupBy = new ArrayList<>();
    if (input.windowing().isEmpty()) {
      groupBy.addAll(readings.window());
    }
    groupBy.addAll(AggregateSettings.groupBy(config, readings.schema()));
    List<AggregateColumn> aggregates =
        AggregateSettings.aggregates(config, readings.schema(), groupBy);
    return new CombineRowsStep(
        readings,
        new CombineSpec(
            groupBy,
            aggregates,
            config.flag("pane"),
            readings.eventTime(),
            windowing.orElse(WindowingSpec.global()).withAllowedLateness(WindowingSpec.FOR_EVER)));
  }

  /** The event time of rows, which only windows ask for. */
  private static Optional<String> timestamp(Settings config, Schema rows, boolean hasWindows) {
    List<String> instants = RowReadings.timestamps(rows);
    if (!hasWindows) {
      config.refuse("timestamp", "it is for windows; set 'windowing' beside the step, or drop it");
      return Optional.empty();
    }
    if (!config.has("timestamp") && RowReadings.haveWindows(rows)) {
      return Optional.empty();
    }
    config.required(
        "timestamp",
        instants.isEmpty()
            ? "an instant of the rows, but they have none"
            : "the instant by which rows are in windows: one of " + String.join(", ", instants));
    return config.choice(
        "timestamp", instants, word -> Optional.of(word).filter(instants::contains));
  }

  @Override
  public boolean isForBatchOnly() {
    return true;
  }

  @Override
  public Optional<Schema> rowSchema(EventTime eventTime, WindowingSpec windowing) {
    return Optional.of(CombineRows.rowSchema(readings, combine));
  }

  @Override
  public StepResult apply(String name, StepResult.Rows input) {
    return new StepResult.Rows(
        input.output().rows().apply(name, CombineRows.of(name, readings, combine)),
        combine.rowIdentity());
  }
}
