package dev.tidemark.ordered;

import dev.tidemark.schema.ReadingSchema;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.CustomCoder;

/** Encodes a buffer; its readings are bytes already. */
final class ReorderBufferCoder extends CustomCoder<ReorderBuffer> {
  private final ReadingSchema schema;

  ReorderBufferCoder(ReadingSchema schema) {
    this.schema = schema;
  }

  @Override
  public void encode(ReorderBuffer buffer, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeLong(buffer.takenTo());
    out.writeInt(buffer.slices().size());
    for (Map.Entry<Long, List<byte[]>> slice : buffer.slices().entrySet()) {
      out.writeLong(slice.getKey());
      out.writeInt(slice.getValue().size());
      for (byte[] batch : slice.getValue()) {
        out.writeInt(batch.length);
        out.write(batch);
      }
    }
    out.flush();
  }

  @Override
  public ReorderBuffer decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    long takenTo = in.readLong();
    NavigableMap<Long, List<byte[]>> slices = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      long slice = in.readLong();
      int size = in.readInt();
      List<byte[]> batches = new ArrayList<>(size);
      for (int j = 0; j < size; j++) {
        batches.add(in.readNBytes(in.readInt()));
      }
      slices.put(slice, batches);
    }
    return new ReorderBuffer(schema, slices, takenTo);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReorderBufferCoder that && schema.equals(that.schema);
  }

  @Override
  public int hashCode() {
    return schema.hashCode();
  }

  @Override
  public void verifyDeterministic() {}
}
