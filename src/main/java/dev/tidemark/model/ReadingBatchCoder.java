package dev.tidemark.model;

import dev.tidemark.model.reading.ReadingColumnsCoder;
import dev.tidemark.schema.ReadingSchema;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.PCollection;

/** Encodes a batch: its readings, its side output and the progress of its stream. */
public final class ReadingBatchCoder extends CustomCoder<ReadingBatch> {
  private final ReadingSchema schema;
  private final ReadingColumnsCoder readings;

  private ReadingBatchCoder(ReadingSchema schema) {
    this.schema = schema;
    this.readings = ReadingColumnsCoder.of(schema);
  }

  /** The coder of batches of a schema. */
  public static ReadingBatchCoder of(ReadingSchema schema) {
    return new ReadingBatchCoder(schema);
  }

  /** The coder of batches that a step has returned: it knows their schema. */
  public static ReadingBatchCoder of(PCollection<ReadingBatch> batches) {
    return (ReadingBatchCoder) batches.getCoder();
  }

  public ReadingSchema schema() {
    return schema;
  }

  @Override
  public void encode(ReadingBatch batch, OutputStream out) throws IOException {
    readings.encode(batch.readings(), out);
    SideOutputCoder.of().encode(batch.sideOutput(), out);
    StreamProgressCoder.of().encode(batch.progress(), out);
  }

  @Override
  public ReadingBatch decode(InputStream in) throws IOException {
    return new ReadingBatch(
        readings.decode(in), SideOutputCoder.of().decode(in), StreamProgressCoder.of().decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadingBatchCoder that && schema.equals(that.schema);
  }

  @Override
  public int hashCode() {
    return schema.hashCode();
  }

  @Override
  public void verifyDeterministic() {}

  /** Encodes the progress of a stream; one byte for bounded input. */
  static final class StreamProgressCoder extends AtomicCoder<StreamProgress> {
    private static final StreamProgressCoder INSTANCE = new StreamProgressCoder();
    private static final Coder<List<Integer>> BUCKETS = ListCoder.of(VarIntCoder.of());

    static StreamProgressCoder of() {
      return INSTANCE;
    }

    @Override
    public void encode(StreamProgress progress, OutputStream stream) throws IOException {
      DataOutputStream out = new DataOutputStream(stream);
      out.writeByte(progress.marks().size());
      if (!progress.marks().isEmpty()) {
        out.writeLong(progress.mark());
        out.writeLong(progress.arrivalClock());
        out.writeBoolean(progress.isPause());
        for (long mark : progress.marks()) {
          out.writeLong(mark);
        }
        out.writeByte(progress.dueBuckets().size());
        for (Map.Entry<String, List<Integer>> due : progress.dueBuckets().entrySet()) {
          out.writeUTF(due.getKey());
          BUCKETS.encode(due.getValue(), out);
        }
      }
      out.flush();
    }

    @Override
    public StreamProgress decode(InputStream stream) throws IOException {
      DataInputStream in = new DataInputStream(stream);
      int count = in.readByte();
      if (count == 0) {
        return StreamProgress.AT_ONCE;
      }
      long mark = in.readLong();
      long arrivalClock = in.readLong();
      boolean isPause = in.readBoolean();
      List<Long> marks = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        marks.add(in.readLong());
      }
      Map<String, List<Integer>> due = new TreeMap<>();
      int fields = in.readByte();
      for (int i = 0; i < fields; i++) {
        due.put(in.readUTF(), BUCKETS.decode(in));
      }
      return new StreamProgress(mark, arrivalClock, isPause, marks, due);
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}
