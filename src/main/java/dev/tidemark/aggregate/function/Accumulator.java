package dev.tidemark.aggregate.function;

import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.EventTime;
import java.io.IOException;

/**
 * The result of one aggregate over a group's readings so far. Merging gives the same result however
 * the readings were split and ordered.
 */
public interface Accumulator {
  /** Adds the reading in a row of some. */
  void add(ReadingColumns readings, int row, EventTime eventTime);

  /** Adds another accumulator of the same aggregate, which does not change. */
  void merge(Accumulator other);

  void writeTo(AccumulatorOutput out) throws IOException;

  /** Reads what {@link #writeTo} wrote into a new accumulator. */
  void readFrom(AccumulatorInput in) throws IOException;

  /** The result as a value of a row; null if no reading has the field. */
  Object result();
}
