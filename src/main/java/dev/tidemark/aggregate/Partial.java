package dev.tidemark.aggregate;

import dev.tidemark.aggregate.function.Accumulator;
import dev.tidemark.aggregate.function.AccumulatorInput;
import dev.tidemark.aggregate.function.AccumulatorOutput;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The results of one group's readings so far: an accumulator for each aggregate. */
final class Partial {
  private final Accumulator[] accumulators;
  private long count;

  private Partial(Accumulator[] accumulators) {
    this.accumulators = accumulators;
  }

  static Partial start(List<AggregateColumn> aggregates) {
    Accumulator[] accumulators = new Accumulator[aggregates.size()];
    for (int i = 0; i < accumulators.length; i++) {
      accumulators[i] = aggregates.get(i).start();
    }
    return new Partial(accumulators);
  }

  void add(ReadingColumns readings, int row, EventTime eventTime) {
    count++;
    for (Accumulator accumulator : accumulators) {
      accumulator.add(readings, row, eventTime);
    }
  }

  void merge(Partial other) {
    count += other.count;
    for (int i = 0; i < accumulators.length; i++) {
      accumulators[i].merge(other.accumulators[i]);
    }
  }

  /** Whether no reading was added, whether or not it had the fields. */
  boolean isEmpty() {
    return count == 0;
  }

  /** Encodes what the readings come to, for {@link #decode}. */
  byte[] encode() {
    AccumulatorOutput out = new AccumulatorOutput();
    try {
      writeTo(out);
      return out.encoded();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be written", e);
    }
  }

  static Partial decode(byte[] encoded, List<AggregateColumn> aggregates, ReadingSchema readings) {
    try {
      return readFrom(new AccumulatorInput(encoded, readings), aggregates);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
  }

  void writeTo(AccumulatorOutput out) throws IOException {
    out.writeLong(count);
    for (Accumulator accumulator : accumulators) {
      accumulator.writeTo(out);
    }
  }

  static Partial readFrom(AccumulatorInput in, List<AggregateColumn> aggregates)
      throws IOException {
    Partial partial = start(aggregates);
    partial.count = in.readLong();
    for (Accumulator accumulator : partial.accumulators) {
      accumulator.readFrom(in);
    }
    return partial;
  }

  /** Adds the result of each aggregate to the values of a row. */
  void addResults(List<Object> values) {
    for (Accumulator accumulator : accumulators) {
      values.add(accumulator.result());
    }
  }
}
