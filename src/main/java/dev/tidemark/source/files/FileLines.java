package dev.tidemark.source.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.format.FileCompression;
import dev.tidemark.format.FileHead;
import dev.tidemark.format.FileSignature;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.Quoting;
import dev.tidemark.format.ReadingFormat;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** Opens files to read their lines, decompressed, on any file system that Beam knows. */
public final class FileLines {
  private static final int CHUNK = 1 << 16;

  private FileLines() {}

  /** Opens the lines whose first byte lies in a range. */
  static RangeLines of(FileRange range, Optional<Quoting> quoting) throws IOException {
    if (range.compressed()) {
      return compressed(range, quoting);
    }
    LineScanner lines = plain(range, quoting);
    return new RangeLines(lines, () -> range.bytesUpTo(lines.position()));
  }

  private static RangeLines compressed(FileRange range, Optional<Quoting> quoting)
      throws IOException {
    CountingChannel onDisk = new CountingChannel(LocalFiles.open(range.file()));
    LineScanner lines =
        scanner(
            FileCompression.of(range.file()).decompress(onDisk),
            0,
            range.end(),
            LineScanner.MAX_BUFFER,
            quoting);
    return new RangeLines(lines, () -> Math.min(onDisk.count(), range.size()));
  }

  private static LineScanner plain(FileRange range, Optional<Quoting> quoting) throws IOException {
    // A small file needs no large buffer; one byte more shows that it has no more lines.
    int buffer = (int) Math.min(range.size() + 1, LineScanner.MAX_BUFFER);
    if (range.start() == 0) {
      return from(range.file(), false, 0, range.end(), buffer, quoting);
    }
    // One byte back, so that a line that begins right at the start is not skipped.
    LineScanner lines = from(range.file(), false, range.start() - 1, range.end(), buffer, quoting);
    try {
      lines.skipPartialLine();
    } catch (IOException e) {
      lines.close();
      throw e;
    }
    return lines;
  }

  /**
   * Opens the lines from a line's first byte on.
   *
   * @param offset in the uncompressed bytes, as is {@code end}
   * @param quoting see {@link ReadingFormat#quoting}
   */
  public static LineScanner from(
      String file, boolean compressed, long offset, long end, Optional<Quoting> quoting)
      throws IOException {
    return from(file, compressed, offset, end, LineScanner.MAX_BUFFER, quoting);
  }

  /** The first line of a file that is not blank, for a parser that needs it. */
  public static FileHead head(String file, Optional<Quoting> quoting) {
    return () -> {
      try (LineScanner lines =
          from(file, FileCompression.isCompressed(file), 0, Long.MAX_VALUE, quoting)) {
        while (lines.next()) {
          if (!lines.isBlank()) {
            return Optional.of(
                new FileHead.HeadLine(lines.offset(), new String(lines.copyOfLine(), UTF_8)));
          }
        }
        return Optional.empty();
      }
    };
  }

  /**
   * Checks that a file can be opened, and begins as its name says.
   *
   * @throws UnreadableInputException if it cannot be, or does not
   */
  public static void check(String file) throws UnreadableInputException {
    boolean compressed = FileCompression.isCompressed(file);
    try {
      from(file, compressed, 0, Long.MAX_VALUE, FileSignature.LENGTH, Optional.empty()).close();
    } catch (IOException e) {
      throw new UnreadableInputException(file, e);
    }
  }

  private static LineScanner from(
      String file, boolean compressed, long offset, long end, int buffer, Optional<Quoting> quoting)
      throws IOException {
    FileCompression compression = compressed ? FileCompression.of(file) : FileCompression.NONE;
    return scanner(channel(file, compression, offset), offset, end, buffer, quoting);
  }

  private static LineScanner scanner(
      ReadableByteChannel channel, long offset, long end, int buffer, Optional<Quoting> quoting)
      throws IOException {
    try {
      return new LineScanner(channel, offset, end, buffer, quoting);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Opens the bytes of a file, decompressed.
   *
   * @param offset where to begin, in the decompressed bytes
   */
  public static ReadableByteChannel channel(String file, FileCompression compression, long offset)
      throws IOException {
    ReadableByteChannel channel = LocalFiles.open(file);
    try {
      if (compression != FileCompression.NONE) {
        channel = compression.decompress(channel);
      }
      skip(channel, offset);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Returns where the last complete line of an uncompressed file ends, {@code from} where no line
   * after it is complete. Where the file system cannot seek, that is the end of the file.
   */
  public static long endOfLastLine(MatchedFile file, long from) throws UnreadableInputException {
    if (!file.isSeekable()) {
      return file.size();
    }
    try (ReadableByteChannel channel = LocalFiles.open(file.name())) {
      return channel instanceof SeekableByteChannel seekable
          ? endOfLastLine(seekable, file.size(), from)
          : file.size();
    } catch (FileNotFoundException e) {
      return from;
    } catch (IOException e) {
      throw new UnreadableInputException(file.name(), e);
    }
  }

  /** Searches backwards for a line end, a chunk at a time. */
  private static long endOfLastLine(SeekableByteChannel file, long size, long from)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long end = size; end > from; ) {
      long start = Math.max(from, end - CHUNK);
      chunk.clear().limit((int) (end - start));
      file.position(start);
      int read = 0;
      while (chunk.hasRemaining() && read >= 0) {
        read = file.read(chunk);
      }
      int newline = lastNewline(chunk);
      if (newline >= 0) {
        return start + newline + 1;
      }
      end = start;
    }
    return from;
  }

  private static int lastNewline(ByteBuffer chunk) {
    for (int i = chunk.position() - 1; i >= 0; i--) {
      if (chunk.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static void skip(ReadableByteChannel channel, long bytes) throws IOException {
    if (channel instanceof SeekableByteChannel seekable) {
      seekable.position(bytes);
    } else {
      Channels.newInputStream(channel).skipNBytes(bytes);
    }
  }
}
