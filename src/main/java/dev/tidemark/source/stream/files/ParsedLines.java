package dev.tidemark.source.stream.files;

import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.source.stream.ArrivingLine;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The lines of a file in its order, parsed some at a time, and if wanted ahead. */
final class ParsedLines implements Closeable {
  private final LineScanner lines;
  private final LineParser parser;
  private final boolean keepsText;
  private final Lookahead lookahead;

  private Chunk chunk;
  private int removed;

  /** What comes after the chunk, once it is parsed or is to be. */
  private Optional<FutureTask<Chunk>> ahead = Optional.empty();

  private ParsedLines(
      LineScanner lines, LineParser parser, boolean keepsText, Lookahead lookahead) {
    this.lines = lines;
    this.parser = parser;
    this.keepsText = keepsText;
    this.lookahead = lookahead;
    this.chunk = new Chunk(lines.position());
  }

  /**
   * Begins with the next line of a scanner.
   *
   * @param keepsText whether lines keep their text
   */
  static ParsedLines of(
      LineScanner lines, LineParser parser, boolean keepsText, Lookahead lookahead) {
    ParsedLines parsed = new ParsedLines(lines, parser, keepsText, lookahead);
    parsed.parseAhead();
    return parsed;
  }

  /** Lines that are parsed together, their readings held by column. */
  private final class Chunk {
    /** Of each line. */
    private final long[] offsets = new long[lookahead.chunk()];

    /** Of each line the row of its reading, or the complement of an index of what is malformed. */
    private final int[] rows = new int[lookahead.chunk()];

    private final List<MalformedLine> malformed = new ArrayList<>();

    /** Of each row, if lines keep their text. */
    private final List<String> texts = new ArrayList<>();

    private ReadingColumns readings = ReadingColumns.NONE;
    private int size;

    /** Where the line after them begins. */
    private long end;

    private boolean isLast;

    /** Why no more can be read. */
    private Optional<IOException> failure = Optional.empty();

    Chunk(long end) {
      this.end = end;
    }

    Chunk parse() {
      ReadingColumnsBuilder columns = parser.columns(lookahead.chunk());
      try {
        while (!isLast && size < offsets.length) {
          isLast = !lines.next();
          if (!isLast) {
            parseLine(columns);
          }
        }
      } catch (IOException e) {
        failure = Optional.of(e);
        isLast = true;
      }
      readings = columns.build();
      end = lines.position();
      return this;
    }

    private void parseLine(ReadingColumnsBuilder columns) {
      int row = columns.size();
      Optional<MalformedLine> fault = parser.parse(lines, columns);
      if (fault.isPresent()) {
        add(~malformed.size());
        malformed.add(fault.get());
      } else if (columns.size() > row) {
        add(row);
        if (keepsText) {
          // A line that was parsed is UTF-8.
          texts.add(
              new String(lines.array(), lines.start(), lines.length(), StandardCharsets.UTF_8));
        }
      }
    }

    private void add(int row) {
      offsets[size] = lines.offset();
      rows[size] = row;
      size++;
    }

    ArrivingLine get(int line) {
      int row = rows[line];
      return row >= 0
          ? new ArrivingLine.OfReading(
              offsets[line],
              readings.get(row),
              keepsText ? Optional.of(texts.get(row)) : Optional.empty())
          : new ArrivingLine.OfMalformed(offsets[line], malformed.get(~row));
    }
  }

  /** Removes the next line; empty where none is left. */
  Optional<ArrivingLine> next() throws IOException {
    while (removed == chunk.size) {
      if (chunk.failure.isPresent()) {
        throw chunk.failure.get();
      }
      if (chunk.isLast) {
        return Optional.empty();
      }
      chunk = parsed();
      removed = 0;
      parseAhead();
    }
    return Optional.of(chunk.get(removed++));
  }

  /** Where the next line begins, or one that is blank before it. */
  long position() {
    return removed < chunk.size ? chunk.offsets[removed] : chunk.end;
  }

  @Override
  public void close() throws IOException {
    if (ahead.isPresent()) {
      // It may be at work on the scanner.
      parsed();
    }
    lines.close();
  }

  private void parseAhead() {
    if (!chunk.isLast && lookahead.thread().isPresent()) {
      FutureTask<Chunk> task = new FutureTask<>(() -> new Chunk(0).parse());
      ahead = Optional.of(task);
      lookahead.thread().get().execute(task);
    }
  }

  private Chunk parsed() throws IOException {
    if (ahead.isEmpty()) {
      return new Chunk(0).parse();
    }
    try {
      return ahead.get().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a file was read");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("lines could not be parsed", e.getCause());
    }
  }
}
