package dev.tidemark.aggregate;

import dev.tidemark.aggregate.function.AccumulatorInput;
import dev.tidemark.aggregate.function.AccumulatorOutput;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.model.reading.ReadingKeyCoder;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.joda.time.Instant;

/** What some readings of one key and window come to. */
record WindowPartial(ReadingKey key, BoundedWindow window, Partial partial) {
  /** The start of the window, ms since 1970; 0 if it has none. */
  long start() {
    return window instanceof IntervalWindow interval ? interval.start().getMillis() : 0;
  }

  /** The end of the window, ms since 1970; {@code Long.MAX_VALUE} if it never ends. */
  long end() {
    return window instanceof IntervalWindow interval ? interval.end().getMillis() : Long.MAX_VALUE;
  }

  /** Writes the key, the bounds of the window, and the accumulators. */
  void writeTo(AccumulatorOutput out) throws IOException {
    ReadingKeyCoder.of().encode(key, out);
    out.writeBoolean(window instanceof IntervalWindow);
    if (window instanceof IntervalWindow interval) {
      out.writeLong(interval.start().getMillis());
      out.writeLong(interval.end().getMillis());
    }
    partial.writeTo(out);
  }

  static WindowPartial readFrom(AccumulatorInput in, List<AggregateColumn> aggregates)
      throws IOException {
    ReadingKey key = ReadingKeyCoder.of().decode(in);
    BoundedWindow window =
        in.readBoolean()
            ? new IntervalWindow(
                Instant.ofEpochMilli(in.readLong()), Instant.ofEpochMilli(in.readLong()))
            : GlobalWindow.INSTANCE;
    return new WindowPartial(key, window, Partial.readFrom(in, aggregates));
  }
}
