package dev.tidemark.model.reading;

import java.io.DataInputStream;
import java.io.InputStream;

/** Data read from memory, by one thread: Java's own stream takes a lock for each byte. */
public class MemoryInput extends DataInputStream {

  /** Starts at the first byte. */
  public MemoryInput(byte[] bytes) {
    super(new Bytes(bytes));
  }

  private static final class Bytes extends InputStream {
    private final byte[] bytes;
    private int position;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return position < bytes.length ? bytes[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] to, int offset, int count) {
      int left = available();
      if (left == 0 && count > 0) {
        return -1;
      }
      int read = Math.min(left, count);
      System.arraycopy(bytes, position, to, offset, read);
      position += read;
      return read;
    }

    @Override
    public int available() {
      return bytes.length - position;
    }
  }
}
