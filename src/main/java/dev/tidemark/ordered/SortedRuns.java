package dev.tidemark.ordered;

import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.model.reading.ReadingColumnsCoder;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.OrderingSpec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Merges sorted runs of readings. What does not fit in memory is merged into longer runs, which are
 * kept in temporary files until {@link #close}.
 */
final class SortedRuns implements Closeable {
  /** Readings that are written, and read again, together. */
  private static final int BLOCK = 4096;

  private static final int BYTES_OF_READING = 96;

  /** All merges of a process, one on each core, keep at most this share of the heap. */
  private static final int MEMORY_SHARE = 4;

  private final OrderingSpec spec;
  private final long maxInMemory;
  private final List<ReadingColumns> inMemory = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private final List<FileRun> open = new ArrayList<>();
  private ReadingSchema schema = ReadingSchema.EMPTY;
  private long readingsInMemory;

  /** Takes one reading, in order. */
  @FunctionalInterface
  interface Visitor {
    void visit(ReadingColumns readings, int row) throws IOException;
  }

  SortedRuns(OrderingSpec spec) {
    this(
        spec,
        Runtime.getRuntime().maxMemory()
            / MEMORY_SHARE
            / Runtime.getRuntime().availableProcessors()
            / BYTES_OF_READING);
  }

  /**
   * Starts without runs.
   *
   * @param maxInMemory how many readings are kept in memory
   */
  SortedRuns(OrderingSpec spec, long maxInMemory) {
    this.spec = spec;
    this.maxInMemory = maxInMemory;
  }

  /** Adds readings that are sorted. */
  void add(ReadingColumns sorted) throws IOException {
    if (sorted.isEmpty()) {
      return;
    }
    schema = sorted.schema();
    inMemory.add(sorted);
    readingsInMemory += sorted.size();
    if (readingsInMemory > maxInMemory) {
      spill();
    }
  }

  /** Visits all readings in order; called once. */
  void forEach(Visitor visitor) throws IOException {
    List<Run> runs = inMemory();
    for (Path file : files) {
      FileRun run = new FileRun(file, schema, spec);
      open.add(run);
      runs.add(run);
    }
    merge(runs, visitor);
  }

  /** The files that hold what did not fit in memory. */
  List<Path> files() {
    return List.copyOf(files);
  }

  @Override
  public void close() throws IOException {
    for (FileRun run : open) {
      run.stream.close();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  private List<Run> inMemory() {
    List<Run> runs = new ArrayList<>();
    inMemory.forEach(readings -> runs.add(new Run(readings, spec)));
    inMemory.clear();
    readingsInMemory = 0;
    return runs;
  }

  private void spill() throws IOException {
    Path file = Files.createTempFile("tidemark-run", ".bin");
    files.add(file);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      Blocks blocks = new Blocks(out, schema);
      merge(inMemory(), blocks);
      blocks.end();
    }
  }

  private void merge(List<Run> runs, Visitor visitor) throws IOException {
    PriorityQueue<Run> heads = new PriorityQueue<>();
    heads.addAll(runs);
    while (!heads.isEmpty()) {
      Run least = heads.remove();
      Run next = heads.peek();
      boolean isLeast = true;
      while (isLeast) {
        visitor.visit(least.readings, least.row);
        // Runs overlap little where input is nearly in order.
        boolean hasMore = least.advance();
        isLeast = hasMore && (next == null || least.compareTo(next) <= 0);
        if (hasMore && !isLeast) {
          heads.add(least);
        }
      }
    }
  }

  /** Where a merge is in sorted readings. */
  private static class Run implements Comparable<Run> {
    private final OrderingSpec spec;
    private ReadingColumns readings = ReadingColumns.NONE;
    private int row;

    /** What the reading is ordered by first. */
    private long sortTime;

    Run(ReadingColumns readings, OrderingSpec spec) {
      this.spec = spec;
      startWith(readings);
    }

    /** Moves to the first of further readings, if there is one. */
    final boolean startWith(ReadingColumns others) {
      readings = others;
      row = -1;
      return hasNext();
    }

    /** Moves to the next reading, if there is one. */
    boolean advance() throws IOException {
      return hasNext();
    }

    private boolean hasNext() {
      row++;
      if (row == readings.size()) {
        return false;
      }
      sortTime = spec.sortTime(readings, row);
      return true;
    }

    @Override
    public int compareTo(Run other) {
      int order = Long.compare(sortTime, other.sortTime);
      return order != 0
          ? order
          : spec.compareTies(readings.get(row), other.readings.get(other.row));
    }
  }

  /** A run in a file, of which one block is in memory. */
  private static final class FileRun extends Run {
    private final InputStream stream;
    private final ReadingColumnsCoder coder;

    FileRun(Path file, ReadingSchema schema, OrderingSpec spec) throws IOException {
      super(ReadingColumns.NONE, spec);
      coder = ReadingColumnsCoder.of(schema);
      stream = new BufferedInputStream(Files.newInputStream(file), 1 << 13);
      readBlock();
    }

    @Override
    boolean advance() throws IOException {
      return super.advance() || readBlock();
    }

    private boolean readBlock() throws IOException {
      return startWith(coder.decode(stream));
    }
  }

  /** Writes readings in blocks; an empty one ends the file. */
  private static final class Blocks implements Visitor {
    private final OutputStream out;
    private final ReadingSchema schema;
    private final ReadingColumnsCoder coder;
    private ReadingColumnsBuilder block;

    Blocks(OutputStream out, ReadingSchema schema) {
      this.out = out;
      this.schema = schema;
      this.coder = ReadingColumnsCoder.of(schema);
      this.block = new ReadingColumnsBuilder(schema, BLOCK);
    }

    @Override
    public void visit(ReadingColumns readings, int row) throws IOException {
      block.add(readings, row);
      if (block.size() == BLOCK) {
        write();
      }
    }

    void end() throws IOException {
      if (block.size() > 0) {
        write();
      }
      coder.encode(ReadingColumns.NONE, out);
    }

    private void write() throws IOException {
      coder.encode(block.build(), out);
      block = new ReadingColumnsBuilder(schema, BLOCK);
    }
  }
}
