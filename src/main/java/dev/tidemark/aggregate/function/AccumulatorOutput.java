package dev.tidemark.aggregate.function;

import dev.tidemark.model.reading.MemoryOutput;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsCoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes accumulators, for {@link AccumulatorInput}. The readings that they keep are gathered and
 * encoded together, by column: they come before all else.
 */
public final class AccumulatorOutput extends MemoryOutput {
  private final List<Reading> readings = new ArrayList<>();

  /** Writes a reading, of the same schema as all others. */
  public void writeReading(Reading reading) {
    readings.add(reading);
  }

  /** All that was written, with the readings. */
  public byte[] encoded() throws IOException {
    ReadingColumns kept = ReadingColumns.of(readings);
    MemoryOutput all = new MemoryOutput();
    ReadingColumnsCoder.of(kept.schema()).encode(kept, all);
    all.write(toByteArray());
    return all.toByteArray();
  }
}
