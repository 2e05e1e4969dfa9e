package dev.tidemark.process;

import java.io.IOException;
import java.io.OutputStream;

/** An output stream that can be given a last text, which nothing follows. */
public final class LastWord extends OutputStream {
  private final OutputStream target;
  private boolean isSaid;

  public LastWord(OutputStream target) {
    this.target = target;
  }

  /** Writes the last text; what others write from now on is dropped. */
  synchronized void say(byte[] text) {
    try {
      write(text, 0, text.length);
      flush();
    } catch (IOException e) {
      // Nobody is left to tell.
    }
    isSaid = true;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    if (!isSaid) {
      target.write(b);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (!isSaid) {
      target.write(bytes, offset, length);
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    target.flush();
  }
}
