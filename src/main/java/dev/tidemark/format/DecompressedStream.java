package dev.tidemark.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decompresses a file of any number of members, one after the other; a file of zero bytes has none.
 * Zeros between and after them are padding, as tapes and some tools write it.
 */
final class DecompressedStream extends InputStream {
  private static final int BUFFER_SIZE = 1 << 13;

  private final FileCompression compression;
  private final Source source;
  private InputStream member = InputStream.nullInputStream();
  private boolean isFirst = true;
  private boolean ended;

  DecompressedStream(FileCompression compression, InputStream in) {
    this.compression = compression;
    this.source = new Source(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      while (!ended) {
        int read = member.read(bytes, offset, length);
        if (read >= 0) {
          return read;
        }
        member.close();
        ended = !nextMember();
      }
      return -1;
    } catch (IOException e) {
      if (source.hasEnded() && !(e instanceof UnexpectedContentException)) {
        // Each library has an exception of its own for data that ends too early.
        throw new EOFException();
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    member.close();
    source.closeFile();
  }

  private boolean nextMember() throws IOException {
    if (!isFirst) {
      source.skipZeros();
    }
    byte[] head = source.peek(FileSignature.LENGTH);
    if (head.length == 0) {
      return false;
    }
    if (!compression.beginsLike(head)) {
      throw isFirst
          ? UnexpectedContentException.ofName(compression, head)
          : UnexpectedContentException.afterData(compression, head);
    }
    isFirst = false;
    member = compression.openMember(source);
    return true;
  }

  /** The file, which closing a member leaves open. */
  private static final class Source extends FilterInputStream {
    private boolean ended;

    Source(InputStream in) {
      super(new BufferedInputStream(in, BUFFER_SIZE));
    }

    /** Whether a read has reached the end of the file. */
    boolean hasEnded() {
      return ended;
    }

    void skipZeros() throws IOException {
      int read;
      do {
        in.mark(1);
        read = in.read();
      } while (read == 0);
      if (read > 0) {
        in.reset();
      }
    }

    /** Returns the next bytes without removing them; fewer at the end. */
    byte[] peek(int most) throws IOException {
      in.mark(most);
      byte[] head = in.readNBytes(most);
      in.reset();
      return head;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      ended |= read < 0;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      ended |= read < 0;
      return read;
    }

    @Override
    public void close() {
      // Another member may follow.
    }

    void closeFile() throws IOException {
      in.close();
    }
  }
}
