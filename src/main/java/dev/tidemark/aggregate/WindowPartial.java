package dev.tidemark.aggregate;

import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.model.reading.ReadingKeyCoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.joda.time.Instant;

/** What some readings of one key and window come to. */
record WindowPartial(ReadingKey key, BoundedWindow window, Partial partial) {
  /** Encodes some partials: of each its key, the bounds of its window, and the accumulators. */
  static byte[] encode(List<WindowPartial> partials) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(partials.size());
      for (WindowPartial partial : partials) {
        partial.writeTo(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be written", e);
    }
    return bytes.toByteArray();
  }

  /** Decodes what {@link #encode} has encoded. */
  static void decode(
      byte[] encoded, List<AggregateColumn> aggregates, Consumer<WindowPartial> partials)
      throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded));
    for (int left = in.readInt(); left > 0; left--) {
      partials.accept(readFrom(in, aggregates));
    }
  }

  private void writeTo(DataOutputStream out) throws IOException {
    ReadingKeyCoder.of().encode(key, out);
    out.writeBoolean(window instanceof IntervalWindow);
    if (window instanceof IntervalWindow interval) {
      out.writeLong(interval.start().getMillis());
      out.writeLong(interval.end().getMillis());
    }
    partial.writeTo(out);
  }

  private static WindowPartial readFrom(DataInputStream in, List<AggregateColumn> aggregates)
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
