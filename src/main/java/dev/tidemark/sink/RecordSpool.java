package dev.tidemark.sink;

import dev.tidemark.sink.file.RecordFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Records that wait to be dealt out to files, each after its length. */
final class RecordSpool implements RecordFile {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LENGTH_BYTES = Integer.BYTES;

  private final DataOutputStream out;

  RecordSpool(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  @Override
  public void add(byte[] row) throws IOException {
    out.writeInt(row.length);
    out.write(row);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Takes records, one after the other. */
  @FunctionalInterface
  interface Taker {
    void take(byte[] row) throws IOException;
  }

  /** Reads what was added, and closes the stream. */
  static void read(InputStream spool, Taker taker) throws IOException {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(spool, BUFFER_BYTES))) {
      byte[] length = new byte[LENGTH_BYTES];
      while (in.readNBytes(length, 0, 1) == 1) {
        in.readFully(length, 1, LENGTH_BYTES - 1);
        taker.take(next(in, ByteBuffer.wrap(length).getInt()));
      }
    }
  }

  private static byte[] next(DataInputStream in, int length) throws IOException {
    byte[] row = in.readNBytes(length);
    if (row.length < length) {
      throw new EOFException("a record is cut off");
    }
    return row;
  }
}
