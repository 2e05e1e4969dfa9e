package dev.tidemark.source.files;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A channel over bytes in memory that gives at most so many at once, as a network may. */
public final class Drip implements ReadableByteChannel {
  private final byte[] bytes;
  private final int most;
  private int next;

  public Drip(byte[] bytes, int most) {
    this(bytes, 0, most);
  }

  public Drip(byte[] bytes, int from, int most) {
    this.bytes = bytes;
    this.next = from;
    this.most = most;
  }

  @Override
  public int read(ByteBuffer target) {
    if (next == bytes.length) {
      return -1;
    }
    int count = Math.min(most, Math.min(target.remaining(), bytes.length - next));
    target.put(bytes, next, count);
    next += count;
    return count;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
