package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Writes the batches of each bundle to a file, and emits where they lie. */
final class StoreBatchesFn extends DoFn<KV<Integer, ReadingBatch>, KV<Integer, StoredBatch>> {
  private final String directory;
  private final ReadingBatchCoder coder;
  private transient Path file;
  private transient FileChannel channel;
  private transient OutputStream out;

  /** Writes into a directory that someone else deletes. */
  StoreBatchesFn(String directory, ReadingBatchCoder coder) {
    this.directory = directory;
    this.coder = coder;
  }

  @StartBundle
  public void startBundle() throws IOException {
    Files.createDirectories(Path.of(directory));
    file = Files.createTempFile(Path.of(directory), "bundle-", ".bin");
    channel = FileChannel.open(file, StandardOpenOption.WRITE);
    out = new BufferedOutputStream(Channels.newOutputStream(channel));
  }

  @ProcessElement
  public void store(
      @Element KV<Integer, ReadingBatch> batch, OutputReceiver<KV<Integer, StoredBatch>> output)
      throws IOException {
    long offset = channel.position();
    coder.encode(batch.getValue(), out);
    out.flush();
    output.output(KV.of(batch.getKey(), new StoredBatch(file.toString(), offset)));
  }

  @FinishBundle
  public void finishBundle() throws IOException {
    out.close();
  }
}
