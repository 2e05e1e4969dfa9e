package dev.tidemark.source.stream.files;

import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.LineTarget;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.SteadyClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * The lines of one file in the order of their arrival times. It holds back as many as the disorder
 * of the file asks for: of a file that is in order no more than confirm its clock. A line whose
 * arrival is far ahead of all others is held until the end, and nothing else for its sake.
 */
final class ArrivingFile implements OpenFile, LineTarget {
  private static final Comparator<Held> ORDER =
      Comparator.<Held>comparingLong(held -> held.line().time())
          .thenComparingLong(held -> held.line().offset());

  private final FilePosition start;
  private final LineScanner lines;
  private final boolean keepsLines;
  private final LineParser parser;
  private final PriorityQueue<Held> held = new PriorityQueue<>(ORDER);
  private final SteadyClock clock;
  private long lastTime;
  private long lastOffset;
  private boolean drained;

  /**
   * A line that is held back.
   *
   * @param before the clock of the lines before it in the file
   */
  private record Held(ArrivingLine line, SteadyClock.State before) {}

  private ArrivingFile(
      FilePosition start, LineScanner lines, boolean keepsLines, LineParser parser) {
    this.start = start;
    this.lines = lines;
    this.keepsLines = keepsLines;
    this.parser = parser;
    this.clock = ArrivalDisorder.clock(start.clock());
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
      while (!drained && (held.isEmpty() || held.peek().line().time() > released())) {
        drained = !lines.next();
        if (!drained) {
          parser.parse(lines, this);
        }
      }
    } catch (IOException e) {
      throw new UnreadableInputException(start.file(), e);
    }
    return Optional.ofNullable(held.peek()).map(Held::line);
  }

  @Override
  public ArrivingLine next() {
    ArrivingLine next = held.remove().line();
    lastTime = next.time();
    lastOffset = next.offset();
    return next;
  }

  /** How many lines are held back. */
  int held() {
    return held.size();
  }

  @Override
  public FilePosition position() {
    Optional<Held> first =
        held.stream().min(Comparator.comparingLong(held -> held.line().offset()));
    return new FilePosition(
        start.file(),
        start.compressed(),
        first.map(held -> held.line().offset()).orElse(lines.position()),
        lastTime,
        lastOffset,
        start.disorder(),
        first.map(Held::before).orElseGet(clock::state));
  }

  @Override
  public void add(Reading reading) {
    SteadyClock.State before = clock.state();
    clock.take(reading.arrivalTime());
    buffer(new Held(new ArrivingLine.OfReading(lines.offset(), reading, line()), before));
  }

  @Override
  public void add(MalformedLine line) {
    buffer(
        new Held(new ArrivingLine.OfMalformed(clock.value(), lines.offset(), line), clock.state()));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** No line further on arrived before this; while nothing is confirmed, any may have. */
  private long released() {
    OptionalLong confirmed = clock.confirmed();
    return confirmed.isPresent() ? confirmed.getAsLong() - start.disorder() : Long.MIN_VALUE;
  }

  /** A line that was parsed is UTF-8. */
  private Optional<String> line() {
    return keepsLines
        ? Optional.of(
            new String(lines.array(), lines.start(), lines.length(), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Lines given out before the file was opened again are passed over. */
  private void buffer(Held read) {
    ArrivingLine line = read.line();
    boolean given =
        line.time() < lastTime || (line.time() == lastTime && line.offset() <= lastOffset);
    if (!given) {
      held.add(read);
    }
  }
}
