package dev.tidemark.aggregate.function;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsCoder;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes accumulators, for {@link AccumulatorInput}. The readings that they keep are gathered and
 * encoded together, by column: they come before all else.
 */
public final class AccumulatorOutput extends DataOutputStream {
  private final ByteArrayOutputStream bytes;
  private final List<Reading> readings = new ArrayList<>();

  private AccumulatorOutput(ByteArrayOutputStream bytes) {
    super(bytes);
    this.bytes = bytes;
  }

  /** Starts without bytes. */
  public static AccumulatorOutput create() {
    return new AccumulatorOutput(new ByteArrayOutputStream());
  }

  /** Writes a reading, of the same schema as all others. */
  public void writeReading(Reading reading) {
    readings.add(reading);
  }

  /** All that was written. */
  public byte[] toByteArray() throws IOException {
    ReadingColumns kept = ReadingColumns.of(readings);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ReadingColumnsCoder.of(kept.schema()).encode(kept, all);
    bytes.writeTo(all);
    return all.toByteArray();
  }
}
