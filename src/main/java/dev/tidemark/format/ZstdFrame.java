package dev.tidemark.format;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of one zstd frame, found by the headers of its blocks (RFC 8878). A decompressor reads
 * ahead; this keeps it from what follows the frame, which may be another one or padding.
 */
final class ZstdFrame extends InputStream {
  /** The first bytes of a frame that holds no data, but for the lowest four bits. */
  private static final byte[] SKIPPABLE = {0x50, 0x2A, 0x4D, 0x18};

  private static final int MAGIC_BYTES = 4;
  private static final int CHECKSUM_BYTES = 4;
  private static final int BLOCK_HEADER_BYTES = 3;
  private static final int REPEATED_BYTE = 1;

  private final InputStream in;

  /** Bytes that are to be returned before the next header, the last header's own included. */
  private byte[] header;

  private int inHeader;
  private long left;
  private Part next;
  private boolean hasChecksum;

  private enum Part {
    BLOCK,
    CHECKSUM,
    END
  }

  private ZstdFrame(InputStream in, byte[] header) {
    this.in = in;
    this.header = header;
    this.next = Part.BLOCK;
  }

  /** Whether a frame without data begins like this. */
  static boolean isSkippable(byte[] head) {
    boolean isOne = head.length > 0 && (head[0] & 0xF0) == SKIPPABLE[0];
    for (int i = 1; isOne && i < Math.min(head.length, MAGIC_BYTES); i++) {
      isOne = head[i] == SKIPPABLE[i];
    }
    return isOne;
  }

  /**
   * The frame that begins here.
   *
   * @return what a decompressor is to read; empty for a frame without data, which is skipped
   */
  static InputStream at(InputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC_BYTES);
    if (magic.length == MAGIC_BYTES && isSkippable(magic)) {
      skip(in);
      return InputStream.nullInputStream();
    }
    int descriptor = in.read();
    if (descriptor < 0) {
      return new ZstdFrame(in, magic).ended();
    }
    byte[] rest = in.readNBytes(headerBytes(descriptor));
    byte[] header = new byte[magic.length + 1 + rest.length];
    System.arraycopy(magic, 0, header, 0, magic.length);
    header[magic.length] = (byte) descriptor;
    System.arraycopy(rest, 0, header, magic.length + 1, rest.length);
    ZstdFrame frame = new ZstdFrame(in, header);
    frame.hasChecksum = (descriptor & 0x04) != 0;
    return frame;
  }

  /** How long the header is after its descriptor. */
  private static int headerBytes(int descriptor) {
    boolean isSingleSegment = (descriptor & 0x20) != 0;
    int window = isSingleSegment ? 0 : 1;
    int dictionary = new int[] {0, 1, 2, 4}[descriptor & 0x03];
    int contentSize = new int[] {isSingleSegment ? 1 : 0, 2, 4, 8}[descriptor >> 6];
    return window + dictionary + contentSize;
  }

  private static void skip(InputStream in) throws IOException {
    byte[] size = in.readNBytes(4);
    long bytes = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      bytes = (bytes << 8) | (size[i] & 0xFF);
    }
    byte[] buffer = new byte[1 << 13];
    int read = 0;
    for (long rest = bytes; rest > 0 && read >= 0; rest -= read) {
      read = in.read(buffer, 0, (int) Math.min(rest, buffer.length));
    }
    if (size.length < 4 || read < 0) {
      throw new IOException("a frame without data is cut off");
    }
  }

  private ZstdFrame ended() {
    next = Part.END;
    return this;
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
    while (inHeader == header.length && left == 0) {
      if (next == Part.END) {
        return -1;
      }
      begin(next);
    }
    if (inHeader < header.length) {
      int count = Math.min(length, header.length - inHeader);
      System.arraycopy(header, inHeader, bytes, offset, count);
      inHeader += count;
      return count;
    }
    int read = in.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      left = 0;
      next = Part.END;
      return -1;
    }
    left -= read;
    return read;
  }

  private void begin(Part part) throws IOException {
    if (part == Part.CHECKSUM) {
      left = CHECKSUM_BYTES;
      next = Part.END;
      return;
    }
    header = in.readNBytes(BLOCK_HEADER_BYTES);
    inHeader = 0;
    if (header.length < BLOCK_HEADER_BYTES) {
      next = Part.END;
      return;
    }
    int block = (header[0] & 0xFF) | ((header[1] & 0xFF) << 8) | ((header[2] & 0xFF) << 16);
    boolean isLast = (block & 1) != 0;
    boolean isRepeated = ((block >> 1) & 3) == 1;
    left = isRepeated ? REPEATED_BYTE : block >> 3;
    next = !isLast ? Part.BLOCK : hasChecksum ? Part.CHECKSUM : Part.END;
  }

  @Override
  public void close() {
    // Another frame may follow.
  }
}
