package dev.tidemark.pipeline.steps;

import dev.tidemark.schema.ReadingSchema;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;

/**
 * What a step is given, as far as its settings are checked against it.
 *
 * @param readings what readings look like there
 * @param rows what rows look like; empty where it is given readings
 */
public record StepInput(ReadingSchema readings, Optional<Schema> rows) {
  /** Readings of a schema. */
  public static StepInput ofReadings(ReadingSchema schema) {
    return new StepInput(schema, Optional.empty());
  }
}
