package dev.tidemark.pipeline.steps;

import dev.tidemark.condition.Condition;
import dev.tidemark.elementwise.FilterRows;
import dev.tidemark.pipeline.settings.StepSettings;
import dev.tidemark.yaml.Settings;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** {@code Filter} after a step that makes rows: keeps the rows that meet a condition. */
record FilterRowsStep(Condition<Row> keep) implements RowsStep {
  static Step read(Settings config, Schema rows) {
    Condition<Row> keep =
        StepSettings.rowCondition(config, rows, "keep", "a condition such as count > 10");
    config.onlySql();
    return new FilterRowsStep(keep);
  }

  @Override
  public boolean needsFinalRows() {
    return true;
  }

  @Override
  public StepResult apply(String name, StepResult.Rows input) {
    return input.apply(name, FilterRows.keep(name, input.output().schema(), keep));
  }
}
