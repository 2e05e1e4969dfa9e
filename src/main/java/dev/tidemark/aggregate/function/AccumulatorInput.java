package dev.tidemark.aggregate.function;

import dev.tidemark.model.reading.MemoryInput;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsCoder;
import dev.tidemark.schema.ReadingSchema;
import java.io.IOException;

/** Decodes accumulators that {@link AccumulatorOutput} has encoded. */
public final class AccumulatorInput extends MemoryInput {
  private final ReadingColumns readings;
  private int next;

  /**
   * Starts to read.
   *
   * @param schema that of the readings that were written
   */
  public AccumulatorInput(byte[] encoded, ReadingSchema schema) throws IOException {
    super(encoded);
    readings = ReadingColumnsCoder.of(schema).decode(this);
  }

  /** Reads the reading that was written next. */
  public Reading readReading() {
    return readings.get(next++);
  }
}
