package dev.tidemark.model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;

/** Writes blocks compactly: names once a block, times and indexes as differences. */
public final class ReadingBatchCoder extends AtomicCoder<ReadingBatch> {
  private static final ReadingBatchCoder INSTANCE = new ReadingBatchCoder();
  private static final Coder<SideOutput> SET_ASIDE = SideOutputCoder.of();
  private static final Coder<StreamProgress> DELIVERY = StreamProgressCoder.of();

  public static ReadingBatchCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ReadingBatch batch, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    ReadingWriter readings = new ReadingWriter(out);
    out.writeInt(batch.readings().size());
    for (Reading reading : batch.readings()) {
      readings.write(reading);
    }
    SET_ASIDE.encode(batch.sideOutput(), out);
    DELIVERY.encode(batch.progress(), out);
    out.flush();
  }

  @Override
  public ReadingBatch decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    ReadingReader reader = new ReadingReader(in);
    int size = in.readInt();
    List<Reading> readings = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      readings.add(reader.read());
    }
    return new ReadingBatch(readings, SET_ASIDE.decode(in), DELIVERY.decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
