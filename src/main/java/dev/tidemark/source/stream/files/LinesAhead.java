package dev.tidemark.source.stream.files;

import dev.tidemark.format.ColumnsTarget;
import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.source.stream.ArrivingLine;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * The lines of a file in its order, parsed a part at a time: while one part is taken, another
 * thread parses the next. Where a file cannot be read, the lines before that are taken first.
 */
final class LinesAhead implements Closeable {
  private final LineScanner scanner;
  private final LineParser parser;
  private final ReadingSchema schema;
  private final boolean keepsText;
  private final int partBytes;
  private final Optional<Executor> executor;
  private Part part;
  private FutureTask<Part> nextPart;

  /** The line of the part that {@link #next} has moved to. */
  private int at = -1;

  private boolean isClosed;

  /**
   * Starts to parse.
   *
   * @param scanner is closed with this
   * @param parser parses one part at a time, of whatever file
   * @param schema of what the parser returns
   * @param keepsText whether lines keep their text
   * @param partBytes how long a part is, or a line longer
   * @param executor parses the parts; if empty, a part is parsed when its first line is taken
   */
  LinesAhead(
      LineScanner scanner,
      LineParser parser,
      ReadingSchema schema,
      boolean keepsText,
      int partBytes,
      Optional<Executor> executor) {
    this.scanner = scanner;
    this.parser = parser;
    this.schema = schema;
    this.keepsText = keepsText;
    this.partBytes = partBytes;
    this.executor = executor;
    this.part = new Part(0);
    part.end = scanner.position();
    begin();
  }

  /** Moves to the next line that holds something; returns false if there is none. */
  boolean next() throws IOException {
    if (at < part.size) {
      at++;
    }
    while (at == part.size) {
      if (part.failure.isPresent()) {
        throw part.failure.get();
      }
      if (part.isLast) {
        return false;
      }
      part = await();
      at = 0;
      if (!part.isLast) {
        begin();
      }
    }
    return true;
  }

  /** Returns the line that {@link #next} has moved to. */
  ArrivingLine line() {
    return part.line(at);
  }

  /** Returns where the bytes begin that follow the line. */
  long position() {
    return at >= 0 && at < part.size ? part.ends[at] : part.end;
  }

  /** Waits until no part is being parsed. */
  @Override
  public synchronized void close() throws IOException {
    isClosed = true;
    scanner.close();
  }

  private void begin() {
    Part after = new Part(part.size);
    nextPart = new FutureTask<>(() -> parse(after), after);
    executor.ifPresent(other -> other.execute(nextPart));
  }

  private synchronized void parse(Part after) {
    after.parse();
  }

  private Part await() throws IOException {
    if (executor.isEmpty()) {
      nextPart.run();
    }
    try {
      return nextPart.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("interrupted while lines were read").initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("lines could not be parsed", e.getCause());
    }
  }

  /** Neighbouring lines: they are all added before the first is taken. */
  private final class Part implements ColumnsTarget {
    private static final int LEAST = 16;

    private final ReadingColumnsBuilder builder;
    private final List<MalformedLine> malformed = new ArrayList<>();

    /** Of each line as it was written, if that was asked for. */
    private final List<String> texts = new ArrayList<>();

    /** Of each line its row among the readings or, if it is malformed, -1 less its place there. */
    private int[] rows;

    private long[] offsets;

    /** Of each line where the bytes begin that follow it. */
    private long[] ends;

    private int size;
    private ReadingColumns readings;
    private long end;
    private boolean isLast;
    private Optional<IOException> failure = Optional.empty();

    Part(int expected) {
      builder = new ReadingColumnsBuilder(schema, expected);
      readings = ReadingColumns.none(schema);
      rows = new int[Math.max(LEAST, expected)];
      offsets = new long[rows.length];
      ends = new long[rows.length];
    }

    /** Parses the next lines of the file. */
    void parse() {
      long last = scanner.position() + partBytes;
      try {
        while (!isLast && scanner.position() < last) {
          isLast = isClosed || !scanner.next();
          if (!isLast) {
            parseLine();
          }
        }
      } catch (IOException e) {
        failure = Optional.of(e);
        isLast = true;
      }
      readings = builder.build();
      end = scanner.position();
    }

    private void parseLine() {
      int row = builder.size();
      int bad = malformed.size();
      parser.parse(scanner, this);
      if (builder.size() > row) {
        add(row);
      } else if (malformed.size() > bad) {
        add(-1 - bad);
      }
    }

    private void add(int row) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, 2 * size);
        offsets = Arrays.copyOf(offsets, 2 * size);
        ends = Arrays.copyOf(ends, 2 * size);
      }
      rows[size] = row;
      offsets[size] = scanner.offset();
      ends[size] = scanner.position();
      size++;
      if (keepsText) {
        // Only used for readings, whose lines are UTF-8.
        texts.add(
            new String(scanner.array(), scanner.start(), scanner.length(), StandardCharsets.UTF_8));
      }
    }

    ArrivingLine line(int i) {
      if (rows[i] < 0) {
        return new ArrivingLine.OfMalformed(offsets[i], malformed.get(-1 - rows[i]));
      }
      Optional<String> text = keepsText ? Optional.of(texts.get(i)) : Optional.empty();
      return new ArrivingLine.OfReading(offsets[i], readings.get(rows[i]), text);
    }

    @Override
    public ReadingColumnsBuilder readings() {
      return builder;
    }

    @Override
    public void add(MalformedLine line) {
      malformed.add(line);
    }
  }
}
