package dev.tidemark.source.files;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The lines of one file whose first byte lies in {@code [start, end)}.
 *
 * @param compressed whether the file must be read whole, through its decompressor; offsets then
 *     count uncompressed bytes, and {@code end} lies after all of them
 * @param size bytes on disk
 * @param canSplit whether lines can be told apart from anywhere: not where quotes may hold line
 *     breaks
 */
record FileRange(String file, long start, long end, boolean compressed, long size, boolean canSplit)
    implements Serializable {

  /** How many times smaller gzip makes readings, about. */
  private static final long COMPRESSION = 6;

  static FileRange whole(String file, long size, boolean compressed, boolean canSplit) {
    return new FileRange(
        file, 0, compressed ? Long.MAX_VALUE : size, compressed, size, canSplit && !compressed);
  }

  /** Splits the range into equal parts of at most {@code bytes}, unless it cannot be split. */
  List<FileRange> split(long bytes) {
    long parts = !canSplit ? 1 : Math.max(1, (size + bytes - 1) / bytes);
    if (parts == 1) {
      return List.of(this);
    }
    return LongStream.range(0, parts)
        .mapToObj(part -> between(start + part * size / parts, start + (part + 1) * size / parts))
        .toList();
  }

  /** Returns about how many bytes its lines have. */
  long textSize() {
    return compressed ? COMPRESSION * size : size;
  }

  /** Returns how many of its bytes lie before a position. */
  long bytesUpTo(long position) {
    return Math.max(0, Math.min(position, end) - start);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeUTF(file);
    out.writeLong(start);
    out.writeLong(end);
    out.writeBoolean(compressed);
    out.writeLong(size);
    out.writeBoolean(canSplit);
  }

  static FileRange readFrom(DataInput in) throws IOException {
    return new FileRange(
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        in.readBoolean());
  }

  private FileRange between(long from, long to) {
    return new FileRange(file, from, to, false, to - from, true);
  }
}
