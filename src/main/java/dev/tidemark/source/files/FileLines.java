package dev.tidemark.source.files;

import dev.tidemark.format.FileCompression;
import dev.tidemark.format.FileSignature;
import dev.tidemark.format.LineScanner;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;

/** Opens files for reading their lines, decompressed, on any file system that Beam knows. */
public final class FileLines {
  private FileLines() {}

  /** The lines whose first byte lies in the range. */
  static LineScanner of(FileRange range) throws IOException {
    if (range.compressed() || range.start() == 0) {
      return from(range.file(), range.compressed(), 0, range.end());
    }
    // One byte back: a line that begins right at the start is this range's own.
    LineScanner lines = from(range.file(), false, range.start() - 1, range.end());
    try {
      lines.skipPartialLine();
    } catch (IOException e) {
      lines.close();
      throw e;
    }
    return lines;
  }

  /**
   * The lines from a line's first byte on.
   *
   * @param offset and {@code end}: in the uncompressed bytes
   */
  public static LineScanner from(String file, boolean compressed, long offset, long end)
      throws IOException {
    return from(file, compressed, offset, end, LineScanner.LARGEST_BUFFER);
  }

  /** Opens a file and looks at its first bytes: they must be what its name says. */
  public static void check(String file) throws UnreadableInputException {
    boolean compressed = FileCompression.isCompressed(file);
    try {
      from(file, compressed, 0, Long.MAX_VALUE, FileSignature.LENGTH).close();
    } catch (IOException e) {
      throw new UnreadableInputException(file, e);
    }
  }

  private static LineScanner from(
      String file, boolean compressed, long offset, long end, int buffer) throws IOException {
    FileCompression compression = compressed ? FileCompression.of(file) : FileCompression.NONE;
    ReadableByteChannel channel = channel(file, compression, offset);
    try {
      return new LineScanner(channel, offset, end, buffer);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * The bytes of a file, decompressed.
   *
   * @param offset of the first one, in the decompressed bytes
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

  private static void skip(ReadableByteChannel channel, long bytes) throws IOException {
    if (channel instanceof SeekableByteChannel seekable) {
      seekable.position(bytes);
    } else {
      Channels.newInputStream(channel).skipNBytes(bytes);
    }
  }
}
