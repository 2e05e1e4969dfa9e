package dev.tidemark.source.stream.files;

import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.LineTarget;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.LineQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The lines of one file, in the order of the file. */
final class FileInOrder implements OpenFile, LineTarget {
  private final FilePosition start;
  private final LineScanner lines;
  private final LineParser parser;
  private final LineQueue queue;
  private boolean isDrained;

  /** Why no more can be read; thrown once the lines read before have been removed. */
  private Optional<IOException> failure = Optional.empty();

  private FileInOrder(FilePosition start, LineScanner lines, LineQueue queue, LineParser parser) {
    this.start = start;
    this.lines = lines;
    this.queue = queue;
    this.parser = parser;
  }

  /**
   * Opens a file where it was left.
   *
   * @param end no line that begins there or later is read
   * @param files how many files are read in turns
   */
  static FileInOrder open(
      FilePosition start, long end, Duration maxArrivalStep, FileTurns turns, int files)
      throws UnreadableInputException {
    try {
      return new FileInOrder(
          start,
          turns.lines(start, end, files),
          new LineQueue(maxArrivalStep, start.clock()),
          turns.parser(start.file()));
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
    while (!isDrained && !queue.isSettled()) {
      readLine();
    }
    Optional<ArrivingLine> first = queue.peek();
    if (first.isEmpty() && failure.isPresent()) {
      throw new UnreadableInputException(start.file(), failure.get());
    }
    return first;
  }

  @Override
  public ArrivingLine next() {
    return queue.next();
  }

  private void readLine() {
    try {
      isDrained = !lines.next();
      if (!isDrained) {
        parser.parse(lines, this);
      }
    } catch (IOException e) {
      failure = Optional.of(e);
      isDrained = true;
    }
  }

  @Override
  public FilePosition position() {
    return new FilePosition(
        start.file(),
        start.compressed(),
        queue.offset().orElse(lines.position()),
        start.lastTime(),
        start.lastOffset(),
        start.disorder(),
        start.strays(),
        queue.clock());
  }

  @Override
  public void add(Reading reading) {
    queue.add(new ArrivingLine.OfReading(lines.offset(), reading), lines.length());
  }

  @Override
  public void add(MalformedLine line) {
    queue.add(new ArrivingLine.OfMalformed(lines.offset(), line), lines.length());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
