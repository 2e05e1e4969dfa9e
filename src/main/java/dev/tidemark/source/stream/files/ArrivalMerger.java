package dev.tidemark.source.stream.files;

import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Merges the lines of several files by arrival time; of equal times the first file's come first.
 */
final class ArrivalMerger {
  private static final Comparator<Next> ORDER =
      Comparator.<Next>comparingLong(next -> next.arrival().time())
          .thenComparing(next -> next.file().file());

  private final FileTurns turns;
  private final Opening opening;

  private final Consumer<FilePosition> finished;

  /** By name, those that have not come to their end. */
  private final Map<String, OpenFile> files = new LinkedHashMap<>();

  private final PriorityQueue<Next> heads = new PriorityQueue<>(ORDER);

  /** The file of the last line taken: what is next of it is looked for when that is asked. */
  private Optional<OpenFile> taken = Optional.empty();

  private record Next(ArrivingLine arrival, OpenFile file) {}

  /** In which order the lines of a file come. */
  @FunctionalInterface
  private interface Opening {
    OpenFile open(FilePosition start, long end, int most) throws UnreadableInputException;
  }

  private ArrivalMerger(FileTurns turns, Opening opening, Consumer<FilePosition> finished) {
    this.turns = turns;
    this.opening = opening;
    this.finished = finished;
  }

  /**
   * Merges files.
   *
   * @param finished is told of each file that has come to its end, and is closed
   */
  static ArrivalMerger of(FileTurns turns, Consumer<FilePosition> finished) {
    return byArrival(turns, false, finished);
  }

  /**
   * Merges files whose lines are emitted in the order of their file.
   *
   * @param finished is told of each file that has come to its end, and is closed
   */
  static ArrivalMerger inFileOrder(
      FileTurns turns, Duration maxArrivalStep, Consumer<FilePosition> finished) {
    return new ArrivalMerger(
        turns,
        (start, end, most) -> FileInOrder.open(start, end, maxArrivalStep, turns, most),
        finished);
  }

  /** Merges files whose readings are given out with their lines. */
  static ArrivalMerger withLines() {
    return byArrival(new FileTurns(new ReadTracer(TracedReading.NOBODY, "")), true, file -> {});
  }

  private static ArrivalMerger byArrival(
      FileTurns turns, boolean keepsLines, Consumer<FilePosition> finished) {
    return new ArrivalMerger(
        turns,
        (start, end, most) -> ArrivingFile.open(start, end, keepsLines, turns, most),
        finished);
  }

  /**
   * Merges another file in, from where it was left.
   *
   * @param end no line that begins there or later is read
   * @param most how many files there may be at a time
   */
  void add(FilePosition start, long end, int most) throws UnreadableInputException {
    OpenFile file = opening.open(start, end, most);
    files.put(file.file(), file);
    queue(file);
  }

  /** Whether a line of a file is still to be taken. */
  boolean hasMoreOf(String name) throws UnreadableInputException {
    return files.containsKey(name) && files.get(name).peek().isPresent();
  }

  /** Whether a file has not come to its end, or that has not been noticed. */
  boolean isOpen(String name) {
    return files.containsKey(name);
  }

  /** The next line of all, which stays. */
  Optional<ArrivingLine> peek() throws UnreadableInputException {
    Optional<OpenFile> last = taken;
    taken = Optional.empty();
    if (last.isPresent()) {
      queue(last.get());
    }
    return Optional.ofNullable(heads.peek()).map(Next::arrival);
  }

  /** Takes the line that {@link #peek} has shown. */
  ArrivingLine next() {
    OpenFile file = heads.remove().file();
    taken = Optional.of(file);
    return file.next();
  }

  /**
   * Closes a file; what it has not given yet is not taken from it any more.
   *
   * @return how far it was given out; empty where it is not open
   */
  Optional<FilePosition> remove(String name) throws UnreadableInputException {
    Optional<OpenFile> file = Optional.ofNullable(files.get(name));
    if (file.isPresent()) {
      heads.removeIf(head -> head.file() == file.get());
      taken = taken.filter(last -> last != file.get());
      close(file.get());
    }
    return file.map(OpenFile::position);
  }

  /** Where each file is that has not come to its end. */
  List<FilePosition> positions() {
    return files.values().stream().map(OpenFile::position).toList();
  }

  void close() throws IOException {
    turns.close();
  }

  private void close(OpenFile file) throws UnreadableInputException {
    files.remove(file.file());
    try {
      file.close();
    } catch (IOException e) {
      throw new UnreadableInputException(file.file(), e);
    }
  }

  private void queue(OpenFile file) throws UnreadableInputException {
    Optional<ArrivingLine> head = file.peek();
    if (head.isPresent()) {
      heads.add(new Next(head.get(), file));
    } else {
      finished.accept(file.position());
      close(file);
    }
  }
}
