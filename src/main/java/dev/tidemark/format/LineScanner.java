package dev.tidemark.format;

import static dev.tidemark.format.json.EightBytes.HIGHEST_BITS;
import static dev.tidemark.format.json.EightBytes.LOWEST_BITS;

import dev.tidemark.format.json.EightBytes;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * Iterates over the lines of a channel whose first byte lies before an end, without copying them. A
 * line ends with LF, CR LF or the channel; a byte-order mark at offset 0 is not part of any line.
 */
public final class LineScanner implements Line, Closeable {
  /** Of a longer line this many bytes are kept; the rest is only counted. */
  public static final int MAX_LINE = 1 << 20;

  /** Reading more bytes at a time would not be faster. */
  public static final int MAX_BUFFER = 1 << 16;

  private static final VarHandle LONG = EightBytes.IN_ARRAY;

  private static final long NEWLINES = '\n' * LOWEST_BITS;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final ReadableByteChannel channel;
  private final Optional<Quoting.State> quotes;
  private long end;

  /** Grows with a long line, and shrinks again after it. */
  private byte[] buffer;

  private final int smallest;

  private int position;
  private int limit;
  private boolean drained;

  /** File offset of {@code buffer[0]}. */
  private long bufferOffset;

  private byte[] line;
  private int lineStart;
  private int lineLength;
  private long lineOffset;
  private long fullLength;
  private boolean inLongLine;

  /** Creates a scanner of a channel whose first byte lies at {@code offset} in the file. */
  public LineScanner(ReadableByteChannel channel, long offset, long end) throws IOException {
    this(channel, offset, end, MAX_BUFFER, Optional.empty());
  }

  /**
   * Creates a scanner.
   *
   * @param buffer how many bytes to read at a time, until a line is longer
   * @param quoting between which quotes a line break belongs to the line, if any
   */
  public LineScanner(
      ReadableByteChannel channel, long offset, long end, int buffer, Optional<Quoting> quoting)
      throws IOException {
    this.quotes = quoting.map(Quoting.State::new);
    this.channel = channel;
    this.buffer = new byte[buffer];
    this.smallest = buffer;
    this.line = this.buffer;
    this.bufferOffset = offset;
    this.end = end;
    if (offset == 0) {
      refuseCompressed();
      skipByteOrderMark();
    }
  }

  /** Returns the length of a text's byte-order mark: three or none. */
  static int lengthOfByteOrderMark(byte[] text, int length) {
    int mark = BYTE_ORDER_MARK.length;
    return length >= mark && Arrays.equals(text, 0, mark, BYTE_ORDER_MARK, 0, mark) ? mark : 0;
  }

  /** Skips the rest of a line that began before the channel's first byte. */
  public void skipPartialLine() throws IOException {
    while (ensure(1)) {
      int newline = indexOfNewline(position);
      position = newline < 0 ? limit : newline + 1;
      if (newline >= 0) {
        return;
      }
    }
  }

  /** Moves to the next line; returns false if none begins before the end. */
  public boolean next() throws IOException {
    if (bufferOffset + position >= end || !ensure(1)) {
      return false;
    }
    lineOffset = bufferOffset + position;
    quotes.ifPresent(Quoting.State::start);
    int newline = indexOfLineEnd(position);
    while (newline < 0 && limit - position <= MAX_LINE + 1) {
      int searched = limit - position;
      if (!ensure(searched + 1)) {
        break;
      }
      newline = indexOfLineEnd(position + searched);
    }
    if (newline < 0 && quotes.filter(Quoting.State::isOpen).isPresent()) {
      // A quote that is never closed costs its own line, and not all that follow.
      newline = indexOfNewline(position);
    }
    line = buffer;
    lineStart = position;
    if (newline < 0 && limit - position > MAX_LINE + 1) {
      skipLongLine();
      return true;
    }
    int lineEnd = newline < 0 ? limit : newline;
    position = newline < 0 ? limit : newline + 1;
    if (lineEnd > lineStart && buffer[lineEnd - 1] == '\r') {
      lineEnd--;
    }
    lineLength = Math.min(lineEnd - lineStart, MAX_LINE);
    fullLength = (long) lineEnd - lineStart;
    return true;
  }

  /** Returns the array that holds the line until the next call of {@link #next()}. */
  @Override
  public byte[] array() {
    return line;
  }

  @Override
  public int start() {
    return lineStart;
  }

  @Override
  public int length() {
    return lineLength;
  }

  /** Returns the file offset of the line's first byte. */
  @Override
  public long offset() {
    return lineOffset;
  }

  /** Returns the file offset after the last line, or where that begins if reading it failed. */
  public long position() {
    return inLongLine ? lineOffset : bufferOffset + position;
  }

  /** Returns the bytes of the line in the file, which may be more than {@link #length()}. */
  @Override
  public long fullLength() {
    return fullLength;
  }

  @Override
  public boolean isTooLong() {
    return fullLength > MAX_LINE;
  }

  /** Whether the line is blank; one that is too long never counts as blank. */
  @Override
  public boolean isBlank() {
    if (isTooLong()) {
      return false;
    }
    for (int i = lineStart; i < lineStart + lineLength; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public byte[] copyOfLine() {
    return Arrays.copyOfRange(line, lineStart, lineStart + lineLength);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void refuseCompressed() throws IOException {
    ensure(FileSignature.LENGTH);
    Optional<FileSignature> found = FileSignature.of(buffer, limit);
    if (found.isPresent()) {
      throw UnexpectedContentException.compressed(found.get());
    }
  }

  private void skipByteOrderMark() throws IOException {
    ensure(BYTE_ORDER_MARK.length);
    position = lengthOfByteOrderMark(buffer, limit);
    if (position > 0) {
      // The file's first line belongs to its first range, even if that only spans the mark.
      end = Math.max(end, position + 1L);
    }
  }

  /** Copies the line's head and reads past its end. */
  private void skipLongLine() throws IOException {
    byte[] head = Arrays.copyOfRange(buffer, position, position + MAX_LINE);
    int newline = -1;
    byte last = head[head.length - 1];
    inLongLine = true;
    position += MAX_LINE;
    while (newline < 0 && ensure(1)) {
      newline = indexOfNewline(position);
      int end = newline < 0 ? limit : newline;
      last = end > position ? buffer[end - 1] : last;
      position = end;
    }
    fullLength = bufferOffset + position - lineOffset - (last == '\r' ? 1 : 0);
    if (newline >= 0) {
      position++;
    }
    line = head;
    lineStart = 0;
    lineLength = head.length;
    inLongLine = false;
  }

  /** The next line break outside of quotes; called for each part of a line in turn. */
  private int indexOfLineEnd(int from) {
    return quotes.isEmpty() ? indexOfNewline(from) : indexOfLineEnd(from, quotes.get());
  }

  private int indexOfLineEnd(int from, Quoting.State quotes) {
    for (int i = from; i < limit; i++) {
      if (buffer[i] == '\n' && !quotes.isOpen()) {
        return i;
      }
      quotes.add(buffer[i]);
    }
    return -1;
  }

  private int indexOfNewline(int from) {
    int i = from;
    for (; i + Long.BYTES <= limit; i += Long.BYTES) {
      long others = (long) LONG.get(buffer, i) ^ NEWLINES;
      // Of the bytes that become negative by this, the lowest was zero, so it is a newline.
      long found = (others - LOWEST_BITS) & ~others & HIGHEST_BITS;
      if (found != 0) {
        return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    for (; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Reads until {@code count} bytes are available; returns false if the channel has fewer. */
  private boolean ensure(int count) throws IOException {
    while (limit - position < count && !drained) {
      makeRoom();
      int read = channel.read(ByteBuffer.wrap(buffer, limit, buffer.length - limit));
      if (read < 0) {
        drained = true;
      } else {
        limit += read;
      }
    }
    return limit - position >= count;
  }

  private void makeRoom() {
    if (limit < buffer.length) {
      return;
    }
    int ahead = limit - position;
    byte[] target = buffer;
    if (position == 0) {
      target = new byte[buffer.length * 2];
    } else if (buffer.length > smallest && ahead <= smallest / 2) {
      target = new byte[smallest];
    }
    System.arraycopy(buffer, position, target, 0, ahead);
    buffer = target;
    bufferOffset += position;
    position = 0;
    limit = ahead;
  }
}
