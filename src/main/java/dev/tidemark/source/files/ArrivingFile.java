package dev.tidemark.source.files;

import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.LineTarget;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import dev.tidemark.source.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The lines of one file in the order of their arrival times. It holds back as many as the disorder
 * of the file asks for: none of a file that is in order.
 */
final class ArrivingFile implements OpenFile, LineTarget {
  private static final Comparator<ArrivingLine> ORDER =
      Comparator.comparingLong(ArrivingLine::time).thenComparingLong(ArrivingLine::offset);

  private final FilePosition start;
  private final LineScanner lines;
  private final boolean keepsLines;
  private final LineParser parser;
  private final PriorityQueue<ArrivingLine> held = new PriorityQueue<>(ORDER);
  private long latest;
  private long lastTime;
  private long lastOffset;
  private boolean drained;

  private ArrivingFile(
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
  static ArrivingFile open(
      FilePosition start, long end, boolean keepsLines, FileTurns turns, int files)
      throws UnreadableInputException {
    try {
      LineScanner lines = turns.lines(start, end, files);
      return new ArrivingFile(start, lines, keepsLines, turns.parser(start.file()));
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
      while (!drained && (held.isEmpty() || held.peek().time() > latest - start.disorder())) {
        drained = !lines.next();
        if (!drained) {
          parser.parse(lines, this);
        }
      }
    } catch (IOException e) {
      throw new UnreadableInputException(start.file(), e);
    }
    return Optional.ofNullable(held.peek());
  }

  @Override
  public ArrivingLine next() {
    ArrivingLine next = held.remove();
    lastTime = next.time();
    lastOffset = next.offset();
    return next;
  }

  @Override
  public FilePosition position() {
    Optional<ArrivingLine> first =
        held.stream().min(Comparator.comparingLong(ArrivingLine::offset));
    return new FilePosition(
        start.file(),
        start.compressed(),
        first.map(ArrivingLine::offset).orElse(lines.position()),
        first.map(ArrivingLine::latestBefore).orElse(latest),
        lastTime,
        lastOffset,
        start.disorder(),
        start.clock());
  }

  @Override
  public void add(Reading reading) {
    long before = latest;
    latest = Math.max(latest, reading.arrivalTime());
    buffer(new ArrivingLine.OfReading(lines.offset(), before, reading, line()));
  }

  @Override
  public void add(MalformedLine line) {
    buffer(new ArrivingLine.OfMalformed(latest, lines.offset(), line));
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
  private void buffer(ArrivingLine arrival) {
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
