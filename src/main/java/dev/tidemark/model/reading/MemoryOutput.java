package dev.tidemark.model.reading;

import java.io.DataOutputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Data written to memory, by one thread: Java's own streams take two locks for each byte. */
public class MemoryOutput extends DataOutputStream {
  private final Buffer buffer;

  /** Starts without bytes. */
  public MemoryOutput() {
    this(new Buffer());
  }

  private MemoryOutput(Buffer buffer) {
    super(buffer);
    this.buffer = buffer;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // For one thread.
  public void write(int value) {
    buffer.write(value);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // For one thread.
  public void write(byte[] from, int offset, int count) {
    buffer.write(from, offset, count);
  }

  /** A copy of what was written. */
  public final byte[] toByteArray() {
    return Arrays.copyOf(buffer.bytes, buffer.length);
  }

  private static final class Buffer extends OutputStream {
    private byte[] bytes = new byte[128];
    private int length;

    @Override
    public void write(int value) {
      ensure(1);
      bytes[length++] = (byte) value;
    }

    @Override
    public void write(byte[] from, int offset, int count) {
      ensure(count);
      System.arraycopy(from, offset, bytes, length, count);
      length += count;
    }

    private void ensure(int more) {
      if (more > bytes.length - length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
      }
    }
  }
}
