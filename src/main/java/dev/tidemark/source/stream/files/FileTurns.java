package dev.tidemark.source.stream.files;

import dev.tidemark.format.FileCompression;
import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.format.ReadingParser;
import dev.tidemark.source.files.FileLines;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
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
 * Reads any number of files in turns while keeping few of them open: the file that was read longest
 * ago is closed for another, and opened again where it was left when more of it is needed.
 * Compressed files stay open longer, since they must be read again from their start.
 */
final class FileTurns implements Closeable {
  /** Fewer than any system allows a process, even with the files of a runner. */
  private static final int MAX_OPEN = 256;

  /** The buffers of all files take at most this share of the memory. */
  private static final int MEMORY_SHARE = 8;

  private static final int MIN_BUFFER = 1 << 10;

  /** A compressed file is read in longer parts, so that it is opened less often. */
  private static final int COMPRESSED_FACTOR = 4;

  private final ReadingFormat format;
  private final ReadTracer tracer;
  private final int maxOpen;
  private final long memory;
  private Optional<ReadingParser> shared = Optional.empty();
  private Optional<ReadingParser> sharedOfArrivals = Optional.empty();
  private final Set<Turn> plain = new LinkedHashSet<>();
  private final Set<Turn> compressed = new LinkedHashSet<>();
  private int weight;

  /**
   * Creates turns with the usual bounds.
   *
   * @param tracer is shown each reading
   */
  FileTurns(ReadingFormat format, ReadTracer tracer) {
    this(format, tracer, MAX_OPEN, Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
  }

  /**
   * Creates turns.
   *
   * @param maxOpen how many files may be open
   * @param memory how many bytes all buffers may take
   */
  FileTurns(ReadingFormat format, ReadTracer tracer, int maxOpen, long memory) {
    this.format = format;
    this.tracer = tracer;
    this.maxOpen = maxOpen;
    this.memory = memory;
  }

  /**
   * Opens the lines of a file where it was left.
   *
   * @param end no line that begins there or later is read
   * @param files how many may be read in turns
   */
  LineScanner lines(FilePosition start, long end, int files) throws IOException {
    Turn turn = new Turn(start.file(), start.next());
    try {
      return new LineScanner(
          turn, start.next(), end, buffer(files, start.compressed()), format.quoting());
    } catch (IOException e) {
      turn.close();
      throw e;
    }
  }

  /** Opens all lines of a file that is read at once, and not in turns. */
  LineScanner allLines(String file, boolean isCompressed) throws IOException {
    return FileLines.from(file, isCompressed, 0, Long.MAX_VALUE, format.quoting());
  }

  /** Returns a parser of a file's lines. */
  LineParser parser(String file) throws IOException {
    if (shared.isEmpty() || format.hasHead()) {
      shared = Optional.of(fresh(file));
    }
    return new LineParser(file, "byte", tracer, shared.get());
  }

  /** Returns a parser that shows readings to no tracer: their lines are parsed again later. */
  LineParser untracedParser(String file) throws IOException {
    return new LineParser(file, "byte", untraced(), fresh(file));
  }

  /** Returns a parser that shows no tracer when a file's readings arrived, and perhaps no more. */
  LineParser parserOfArrivals(String file) throws IOException {
    if (sharedOfArrivals.isEmpty() || format.hasHead()) {
      sharedOfArrivals =
          Optional.of(format.parserOfArrivals(FileLines.head(file, format.quoting())));
    }
    return new LineParser(file, "byte", untraced(), sharedOfArrivals.get());
  }

  private static ReadTracer untraced() {
    return new ReadTracer(TracedReading.NOBODY, "");
  }

  private ReadingParser fresh(String file) throws IOException {
    return format.parser(FileLines.head(file, format.quoting()));
  }

  /** How many files are open. */
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
    long wanted = isCompressed ? each * COMPRESSED_FACTOR : each;
    return (int) Math.max(MIN_BUFFER, Math.min(LineScanner.MAX_BUFFER, wanted));
  }

  private void makeRoom(int more) throws IOException {
    while (weight > 0 && weight + more > maxOpen) {
      Iterator<Turn> oldest = (plain.isEmpty() ? compressed : plain).iterator();
      oldest.next().pause();
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
      // What is parsed ahead is read by another thread than what opens and closes files.
      synchronized (FileTurns.this) {
        return readInTurn(target);
      }
    }

    private int readInTurn(ByteBuffer target) throws IOException {
      if (channel.isEmpty()) {
        makeRoom(compression.weight());
        channel = Optional.of(FileLines.channel(file, compression, position));
        weight += compression.weight();
      }
      // Move it to the end: it was read last.
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
      synchronized (FileTurns.this) {
        closeChannel();
      }
    }

    private void closeChannel() throws IOException {
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
