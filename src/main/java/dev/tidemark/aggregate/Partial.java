package dev.tidemark.aggregate;

import dev.tidemark.aggregate.function.Accumulator;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.EventTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The results of one group's readings so far: an accumulator for each aggregate. */
final class Partial {
  private final List<Accumulator> accumulators;
  private long count;

  private Partial(List<Accumulator> accumulators) {
    this.accumulators = accumulators;
  }

  static Partial start(List<AggregateColumn> aggregates) {
    return new Partial(aggregates.stream().map(AggregateColumn::start).toList());
  }

  void add(ReadingColumns readings, int row, EventTime eventTime) {
    count++;
    for (int i = 0; i < accumulators.size(); i++) {
      accumulators.get(i).add(readings, row, eventTime);
    }
  }

  void merge(Partial other) {
    count += other.count;
    for (int i = 0; i < accumulators.size(); i++) {
      accumulators.get(i).merge(other.accumulators.get(i));
    }
  }

  /** Whether no reading was added, whether or not it had the fields. */
  boolean isEmpty() {
    return count == 0;
  }

  /** Encodes what the readings come to, for {@link #decode}. */
  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writeTo(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be written", e);
    }
    return bytes.toByteArray();
  }

  static Partial decode(byte[] encoded, List<AggregateColumn> aggregates) {
    try {
      return readFrom(new DataInputStream(new ByteArrayInputStream(encoded)), aggregates);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeLong(count);
    for (Accumulator accumulator : accumulators) {
      accumulator.writeTo(out);
    }
  }

  static Partial readFrom(DataInputStream in, List<AggregateColumn> aggregates) throws IOException {
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
