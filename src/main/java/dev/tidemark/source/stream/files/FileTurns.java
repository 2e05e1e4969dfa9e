package dev.tidemark.source.stream.files;

import dev.tidemark.format.FileCompression;
import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.ReadingParser;
import dev.tidemark.source.files.FileLines;
import dev.tidemark.trace.ReadTracer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads any number of files in turns, and keeps few of them open: the one that was read longest ago
 * is closed for another, and opened again where it was left when more of it is needed. Compressed
 * files stay open longer, as they have to be read again from their start.
 */
final class FileTurns implements Closeable {
  /** Fewer than any system allows a process, beside the files of a runner. */
  private static final int MOST_OPEN = 256;

  /** What is read ahead of all files takes at most this share of the memory. */
  private static final int SHARE_OF_MEMORY = 8;

  private static final int SMALLEST_BUFFER = 1 << 10;

  /** A longer part of a compressed file is read in one turn, for the same reason. */
  private static final int COMPRESSED = 4;

  private final ReadTracer sightings;
  private final int mostOpen;
  private final long memory;
  private final ReadingParser parser = new ReadingParser();
  private final Set<Turn> plain = new LinkedHashSet<>();
  private final Set<Turn> compressed = new LinkedHashSet<>();
  private int weight;

  /**
   * Files of which none is open.
   *
   * @param sightings is told of each reading
   */
  FileTurns(ReadTracer sightings) {
    this(sightings, MOST_OPEN, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
  }

  /**
   * The same with other bounds.
   *
   * @param mostOpen how many files are open
   * @param memory how many bytes are read ahead of all together
   */
  FileTurns(ReadTracer sightings, int mostOpen, long memory) {
    this.sightings = sightings;
    this.mostOpen = mostOpen;
    this.memory = memory;
  }

  /**
   * The lines of a file from where it was left.
   *
   * @param end no line that begins there or later is read
   * @param files how many may be read in turns
   */
  LineScanner lines(FilePosition start, long end, int files) throws IOException {
    Turn turn = new Turn(start.file(), start.next());
    try {
      return new LineScanner(turn, start.next(), end, buffer(files, start.compressed()));
    } catch (IOException e) {
      turn.close();
      throw e;
    }
  }

  /** A parser of a file's lines. */
  LineParser parser(String file) {
    return new LineParser(file, "byte", sightings, parser);
  }

  /** How many are open. */
  int open() {
    return plain.size() + compressed.size();
  }

  @Override
  public void close() throws IOException {
    for (Set<Turn> turns : List.of(plain, compressed)) {
      for (Turn turn : Set.copyOf(turns)) {
        turn.close();
      }
    }
  }

  private int buffer(int files, boolean isCompressed) {
    long each = memory / Math.max(1, files);
    long wanted = isCompressed ? each * COMPRESSED : each;
    return (int) Math.max(SMALLEST_BUFFER, Math.min(LineScanner.LARGEST_BUFFER, wanted));
  }

  private void makeRoom(int more) throws IOException {
    while (weight > 0 && weight + more > mostOpen) {
      Iterator<Turn> longestAgo = (plain.isEmpty() ? compressed : plain).iterator();
      longestAgo.next().pause();
    }
  }

  /** A file's bytes, decompressed, whether it is open or not. */
  private final class Turn implements ReadableByteChannel {
    private final String file;
    private final FileCompression compression;
    private final Set<Turn> turns;
    private long position;
    private Optional<ReadableByteChannel> channel = Optional.empty();
    private boolean closed;

    Turn(String file, long position) {
      this.file = file;
      this.compression = FileCompression.of(file);
      this.turns = compression == FileCompression.NONE ? plain : compressed;
      this.position = position;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (channel.isEmpty()) {
        makeRoom(compression.weight());
        channel = Optional.of(FileLines.channel(file, compression, position));
        weight += compression.weight();
      }
      // It is the last one now.
      turns.remove(this);
      turns.add(this);
      int read = channel.get().read(target);
      position += Math.max(0, read);
      return read;
    }

    @Override
    public boolean isOpen() {
      return !closed;
    }

    @Override
    public void close() throws IOException {
      closed = true;
      pause();
    }

    /** Closes the file until more of it is needed. */
    void pause() throws IOException {
      if (channel.isPresent()) {
        ReadableByteChannel open = channel.get();
        channel = Optional.empty();
        turns.remove(this);
        weight -= compression.weight();
        open.close();
      }
    }
  }
}
