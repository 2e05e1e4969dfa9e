package dev.tidemark.pipeline.steps;

import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.WindowingSpec;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;

/**
 * What a step is given, as far as its settings are checked against it.
 *
 * @param readings what readings look like there
 * @param rows what rows look like; empty where it is given readings
 * @param windowing the windows that the file sets beside the step
 */
public record StepInput(
    ReadingSchema readings, Optional<Schema> rows, Optional<WindowingSpec> windowing) {
  /** Readings of a schema. */
  public static StepInput ofReadings(ReadingSchema schema) {
    return new StepInput(schema, Optional.empty(), Optional.empty());
  }

  /** The same, for a step beside which the file sets windows or not. */
  public StepInput in(Optional<WindowingSpec> windows) {
    return new StepInput(readings, rows, windows);
  }
}
