package dev.tidemark.source.stream.files;

import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.SteadyClock;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The lines of one file, sorted by arrival time. It buffers as many lines as the disorder of the
 * file requires: of a file in order, no more than it takes to confirm the clock. A line whose
 * arrival is far ahead of all others is buffered until the end, but no other line for its sake; the
 * strays, which arrived far too early for their place, are read before all other lines.
 */
final class SortedFile implements OpenFile {
  private final FilePosition start;
  private final ParsedLines lines;
  private final Set<Long> strays;

  /** Buffered lines, each later than the ones before it: mostly these are all. */
  private final Deque<Buffered> inOrder = new ArrayDeque<>();

  /** The other buffered lines. */
  private final PriorityQueue<Buffered> outOfOrder = new PriorityQueue<>();

  private final SteadyClock clock;
  private long lastTime;
  private long lastOffset;
  private boolean isDrained;

  /**
   * A line that is buffered.
   *
   * @param before the clock of the lines before it in the file; empty for a stray, which is read
   *     apart from them
   */
  private record Buffered(ArrivingLine line, Optional<SteadyClock.State> before)
      implements Comparable<Buffered> {
    @Override
    public int compareTo(Buffered other) {
      int order = Long.compare(line.time(), other.line.time());
      return order != 0 ? order : Long.compare(line.offset(), other.line.offset());
    }
  }

  private SortedFile(FilePosition start, ParsedLines lines) {
    this.start = start;
    this.lines = lines;
    this.strays = new HashSet<>(start.strays());
    this.clock = FileSurvey.clock(start.clock());
    this.lastTime = start.lastTime();
    this.lastOffset = start.lastOffset();
  }

  /**
   * Opens a file where it was left.
   *
   * @param end no line that begins there or later is read
   * @param keepsText whether lines keep their text
   * @param files how many files are read in turns
   * @param lookahead whether lines are parsed before they are asked for
   */
  static SortedFile open(
      FilePosition start,
      long end,
      boolean keepsText,
      FileTurns turns,
      int files,
      Lookahead lookahead)
      throws UnreadableInputException {
    try {
      SortedFile file =
          new SortedFile(
              start,
              ParsedLines.of(
                  turns.lines(start, end, files),
                  turns.parser(start.file()),
                  keepsText,
                  lookahead));
      file.readStrays(turns, keepsText);
      return file;
    } catch (IOException e) {
      throw new UnreadableInputException(start.file(), e);
    }
  }

  @Override
  public String file() {
    return start.file();
  }

  @Override
  public Optional<ArrivingLine> peek() throws UnreadableInputException {
    try {
      while (!isDrained && !isNextReleased()) {
        Optional<ArrivingLine> line = lines.next();
        isDrained = line.isEmpty();
        line.ifPresent(this::sort);
      }
    } catch (IOException e) {
      throw new UnreadableInputException(start.file(), e);
    }
    return buffered() == 0 ? Optional.empty() : Optional.of(first().element().line());
  }

  @Override
  public ArrivingLine next() {
    ArrivingLine next = first().remove().line();
    lastTime = next.time();
    lastOffset = next.offset();
    return next;
  }

  /** How many lines are buffered. */
  int buffered() {
    return inOrder.size() + outOfOrder.size();
  }

  @Override
  public FilePosition position() {
    Optional<Buffered> first =
        Stream.concat(inOrder.stream(), outOfOrder.stream())
            .filter(buffered -> buffered.before().isPresent())
            .min(Comparator.comparingLong(buffered -> buffered.line().offset()));
    return new FilePosition(
        start.file(),
        start.compressed(),
        first.map(buffered -> buffered.line().offset()).orElse(lines.position()),
        lastTime,
        lastOffset,
        start.disorder(),
        start.strays(),
        first.flatMap(Buffered::before).orElseGet(clock::state));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** The lines of which the next one is the first; there is one. */
  private Queue<Buffered> first() {
    boolean isInOrder =
        outOfOrder.isEmpty()
            || (!inOrder.isEmpty() && inOrder.element().compareTo(outOfOrder.element()) < 0);
    return isInOrder ? inOrder : outOfOrder;
  }

  private boolean isNextReleased() {
    return buffered() > 0 && first().element().line().time() <= released();
  }

  /** No further line but a stray arrived before this; while nothing is confirmed, any may have. */
  private long released() {
    OptionalLong confirmed = clock.confirmed();
    return confirmed.isPresent() ? confirmed.getAsLong() - start.disorder() : Long.MIN_VALUE;
  }

  /** Reads the file up to its last stray. */
  private void readStrays(FileTurns turns, boolean keepsText) throws IOException {
    if (strays.isEmpty()) {
      return;
    }
    FilePosition front = FilePosition.start(start.file(), start.compressed());
    int left = strays.size();
    try (ParsedLines all =
        ParsedLines.of(
            turns.lines(front, Long.MAX_VALUE, 1),
            turns.untracedParser(start.file()),
            keepsText,
            Lookahead.none())) {
      Optional<ArrivingLine> line = all.next();
      while (left > 0 && line.isPresent()) {
        if (strays.contains(line.get().offset())) {
          left--;
          // If it is malformed, the file has changed since: it is buffered with the others.
          if (line.get() instanceof ArrivingLine.OfReading stray) {
            buffer(stray, Optional.empty());
          }
        }
        line = all.next();
      }
    }
  }

  /** Lines that were emitted before the file was opened again are skipped. */
  private void buffer(ArrivingLine line, Optional<SteadyClock.State> before) {
    boolean isEmitted =
        line.time() < lastTime || (line.time() == lastTime && line.offset() <= lastOffset);
    if (isEmitted) {
      return;
    }
    Buffered buffered = new Buffered(line, before);
    boolean isInOrder = inOrder.isEmpty() || inOrder.getLast().compareTo(buffered) < 0;
    (isInOrder ? inOrder : outOfOrder).add(buffered);
  }

  /** Buffers a line, unless it is a stray. */
  private void sort(ArrivingLine line) {
    SteadyClock.State before = clock.state();
    if (line instanceof ArrivingLine.OfReading reading) {
      clock.observe(reading.time());
      if (!strays.contains(line.offset())) {
        buffer(line, Optional.of(before));
      }
    } else {
      buffer(line.at(clock.value()), Optional.of(before));
    }
  }
}
