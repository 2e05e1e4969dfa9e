package dev.tidemark.source.files;

import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.LineTarget;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import dev.tidemark.source.UnreadableInput;
import dev.tidemark.source.stream.Arrival;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The lines of one file in the order of their arrival times. It holds back as many as the disorder
 * of the file asks for: none of a file that is in order.
 */
final class FileArrivals implements OpenFile, LineTarget {
  private static final Comparator<Arrival> ORDER =
      Comparator.comparingLong(Arrival::time).thenComparingLong(Arrival::offset);

  private final FilePosition start;
  private final LineScanner lines;
  private final boolean keepsLines;
  private final LineParser parser;
  private final PriorityQueue<Arrival> held = new PriorityQueue<>(ORDER);
  private long latest;
  private long lastTime;
  private long lastOffset;
  private boolean drained;

  private FileArrivals(
      FilePosition start, LineScanner lines, boolean keepsLines, LineParser parser) {
    this.start = start;
    this.lines = lines;
    this.keepsLines = keepsLines;
    this.parser = parser;
    this.latest = start.latest();
    this.lastTime = start.lastTime();
    this.lastOffset = start.lastOffset();
  }

  /**
   * Goes on with a file where it was left.
   *
   * @param end no line that begins there or later is read
   * @param keepsLines whether readings are given out with their lines
   * @param files how many are read in turns
   */
  static FileArrivals open(
      FilePosition start, long end, boolean keepsLines, FileTurns turns, int files)
      throws UnreadableInput {
    try {
      LineScanner lines = turns.lines(start, end, files);
      return new FileArrivals(start, lines, keepsLines, turns.parser(start.file()));
    } catch (IOException e) {
      throw new UnreadableInput(start.file(), e);
    }
  }

  @Override
  public String file() {
    return start.file();
  }

  @Override
  public Optional<Arrival> peek() throws UnreadableInput {
    try {
      while (!drained && (held.isEmpty() || held.peek().time() > latest - start.disorder())) {
        drained = !lines.next();
        if (!drained) {
          parser.parse(lines, this);
        }
      }
    } catch (IOException e) {
      throw new UnreadableInput(start.file(), e);
    }
    return Optional.ofNullable(held.peek());
  }

  @Override
  public Arrival take() {
    Arrival next = held.remove();
    lastTime = next.time();
    lastOffset = next.offset();
    return next;
  }

  @Override
  public FilePosition position() {
    Optional<Arrival> first = held.stream().min(Comparator.comparingLong(Arrival::offset));
    return new FilePosition(
        start.file(),
        start.compressed(),
        first.map(Arrival::offset).orElse(lines.position()),
        first.map(Arrival::latestBefore).orElse(latest),
        lastTime,
        lastOffset,
        start.disorder(),
        start.clock());
  }

  @Override
  public void add(Reading reading) {
    long before = latest;
    latest = Math.max(latest, reading.arrivalTime());
    hold(new Arrival.OfReading(lines.offset(), before, reading, line()));
  }

  @Override
  public void add(MalformedLine line) {
    hold(new Arrival.OfMalformed(latest, lines.offset(), line));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** A line that was parsed is UTF-8. */
  private Optional<String> line() {
    return keepsLines
        ? Optional.of(
            new String(lines.array(), lines.start(), lines.length(), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Lines given out before the file was opened again are passed over. */
  private void hold(Arrival arrival) {
    // Where nothing is held back, lines are given out one after the other, whenever they arrived.
    boolean given =
        start.disorder() > 0
            && (arrival.time() < lastTime
                || (arrival.time() == lastTime && arrival.offset() <= lastOffset));
    if (!given) {
      held.add(arrival);
    }
  }
}
