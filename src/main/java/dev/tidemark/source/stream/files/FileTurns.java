package dev.tidemark.source.stream.files;

import dev.tidemark.format.FileCompression;
import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.format.ReadingParser;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.source.files.FileLines;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads any number of files in turns while keeping few of them open: the file that was read longest
 * ago is closed for another, and opened again where it was left when more of it is needed.
 * Compressed files stay open longer, since they must be read again from their start.
 *
 * <p>Lines that are read ahead are read and parsed by a thread of their own, one part at a time.
 */
final class FileTurns implements Closeable {
  /** Fewer than any system allows a process, even with the files of a runner. */
  private static final int MAX_OPEN = 256;

  /** The buffers of all files take at most this share of the memory. */
  private static final int MEMORY_SHARE = 8;

  /** What the offsets of lines count. */
  static final String UNIT = "byte";

  private static final int MIN_BUFFER = 1 << 10;

  /** A compressed file is read in longer parts, so that it is opened less often. */
  private static final int COMPRESSED_FACTOR = 4;

  /** A file is parsed ahead in parts of this size, as long as few are read in turns. */
  private static final int PART = 1 << 18;

  /** What is parsed takes more memory than its bytes, and there are two parts of each file. */
  private static final int PART_SHARE = 4;

  /** Smaller parts take less time than handing them over. */
  private static final int LEAST_PART = 1 << 14;

  /** How long the thread that reads ahead waits for more. */
  private static final long PATIENCE_MS = 1_000;

  private final ReadingFormat format;
  private final ReadTracer tracer;
  private final int maxOpen;
  private final long memory;
  private Optional<ReadingParser> shared = Optional.empty();
  private final Set<Turn> plain = new LinkedHashSet<>();
  private final Set<Turn> compressed = new LinkedHashSet<>();
  private final ThreadPoolExecutor reader;
  private int weight;
  private boolean isClosed;

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
    this.reader =
        new ThreadPoolExecutor(
            1,
            1,
            PATIENCE_MS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "tidemark-read-ahead");
              thread.setDaemon(true);
              return thread;
            });
    reader.allowCoreThreadTimeOut(true);
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

  /**
   * Opens the lines of a file where it was left, to be parsed ahead. The tracer does not see their
   * readings: that is up to who takes them.
   *
   * @param end no line that begins there or later is read
   * @param keepsText whether lines keep their text
   * @param files how many may be read in turns
   */
  LinesAhead linesAhead(FilePosition start, long end, boolean keepsText, int files)
      throws IOException {
    int part = (int) Math.min(PART, memory / PART_SHARE / Math.max(1, files));
    return new LinesAhead(
        lines(start, end, files),
        untraced(start.file(), shared(start.file())),
        format.schema(),
        keepsText,
        Math.max(1, part),
        part < LEAST_PART ? Optional.empty() : Optional.of(reader));
  }

  /** Opens all lines of a file that is read at once, and not in turns. */
  LineScanner allLines(String file, boolean isCompressed) throws IOException {
    return FileLines.from(file, isCompressed, 0, Long.MAX_VALUE, format.quoting());
  }

  /** Returns a parser of a file's lines. */
  LineParser parser(String file) throws IOException {
    return new LineParser(file, UNIT, tracer, shared(file));
  }

  /** Returns a parser that shows readings to no tracer: their lines are parsed again later. */
  LineParser untracedParser(String file) throws IOException {
    return untraced(file, fresh(file));
  }

  ReadingSchema schema() {
    return format.schema();
  }

  ReadTracer tracer() {
    return tracer;
  }

  private static LineParser untraced(String file, ReadingParser parser) {
    return new LineParser(file, UNIT, new ReadTracer(TracedReading.NOBODY, ""), parser);
  }

  private ReadingParser shared(String file) throws IOException {
    if (shared.isEmpty() || format.hasHead()) {
      shared = Optional.of(fresh(file));
    }
    return shared.get();
  }

  private ReadingParser fresh(String file) throws IOException {
    return format.parser(FileLines.head(file, format.quoting()));
  }

  /** How many files are open. */
  synchronized int open() {
    return plain.size() + compressed.size();
  }

  @Override
  public synchronized void close() throws IOException {
    isClosed = true;
    reader.shutdown();
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
      synchronized (FileTurns.this) {
        return readAlone(target);
      }
    }

    private int readAlone(ByteBuffer target) throws IOException {
      if (isClosed) {
        throw new ClosedChannelException();
      }
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
      synchronized (FileTurns.this) {
        closed = true;
        pause();
      }
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
