package dev.tidemark.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/** Encodes a batch: its readings, its side output and the progress of its stream. */
public final class ReadingBatchCoder extends AtomicCoder<ReadingBatch> {
  private static final ReadingBatchCoder INSTANCE = new ReadingBatchCoder();

  public static ReadingBatchCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ReadingBatch batch, OutputStream out) throws IOException {
    ReadingListCoder.of().encode(batch.readings(), out);
    SideOutputCoder.of().encode(batch.sideOutput(), out);
    StreamProgressCoder.of().encode(batch.progress(), out);
  }

  @Override
  public ReadingBatch decode(InputStream in) throws IOException {
    return new ReadingBatch(
        ReadingListCoder.of().decode(in),
        SideOutputCoder.of().decode(in),
        StreamProgressCoder.of().decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
