package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Writes the batches of each bundle to a file, and emits where they lie. */
final class StoreBatchesFn extends DoFn<KV<Integer, ReadingBatch>, KV<Integer, StoredBatch>> {
  private final String directory;
  private final ReadingBatchCoder coder;
  private transient Path file;
  private transient OutputStream out;
  private transient long written;

  /** Writes into a directory that someone else deletes. */
  StoreBatchesFn(String directory, ReadingBatchCoder coder) {
    this.directory = directory;
    this.coder = coder;
  }

  @StartBundle
  public void startBundle() throws IOException {
    Files.createDirectories(Path.of(directory));
    file = Files.createTempFile(Path.of(directory), "bundle-", ".bin");
    out = Files.newOutputStream(file);
    written = 0;
  }

  @ProcessElement
  public void store(
      @Element KV<Integer, ReadingBatch> batch, OutputReceiver<KV<Integer, StoredBatch>> output)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    coder.encode(batch.getValue(), bytes);
    bytes.writeTo(out);
    output.output(KV.of(batch.getKey(), new StoredBatch(file.toString(), written, bytes.size())));
    written += bytes.size();
  }

  @FinishBundle
  public void finishBundle() throws IOException {
    out.close();
  }
}
