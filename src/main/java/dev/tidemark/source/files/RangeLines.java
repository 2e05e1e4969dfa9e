package dev.tidemark.source.files;

import dev.tidemark.format.LineScanner;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * The lines of a range while they are read.
 *
 * @param bytesRead how many bytes on disk were read so far, compressed or not
 */
record RangeLines(LineScanner scanner, LongSupplier bytesRead) implements Closeable {

  @Override
  public void close() throws IOException {
    scanner.close();
  }
}
