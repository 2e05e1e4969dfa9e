package dev.tidemark.sink.file;

import java.io.IOException;
import java.io.OutputStream;

/** A file with each record on a line of its own. */
final class TextFile implements RecordFile {
  private final OutputStream out;

  TextFile(OutputStream out) {
    this.out = out;
  }

  @Override
  public void add(byte[] row) throws IOException {
    out.write(row);
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
