package dev.tidemark.aggregate.function;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsCoder;
import dev.tidemark.schema.ReadingSchema;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Decodes accumulators that {@link AccumulatorOutput} has encoded. */
public final class AccumulatorInput extends DataInputStream {
  private final ReadingColumns readings;
  private int next;

  private AccumulatorInput(InputStream stream, ReadingColumns readings) {
    super(stream);
    this.readings = readings;
  }

  /**
   * Starts to read.
   *
   * @param schema that of the readings that were written
   */
  public static AccumulatorInput of(byte[] encoded, ReadingSchema schema) throws IOException {
    InputStream stream = new ByteArrayInputStream(encoded);
    ReadingColumns readings = ReadingColumnsCoder.of(schema).decode(stream);
    return new AccumulatorInput(stream, readings);
  }

  /** Reads the reading that was written next. */
  public Reading readReading() {
    return readings.get(next++);
  }
}
