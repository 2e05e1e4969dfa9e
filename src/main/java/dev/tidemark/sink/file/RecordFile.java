package dev.tidemark.sink.file;

import java.io.Closeable;
import java.io.IOException;

/** A file that is being written, record by record; it is whole once it is closed. */
public interface RecordFile extends Closeable {
  void add(byte[] row) throws IOException;
}
