package dev.tidemark.source.stream.files;

import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Merges the lines of several files by arrival time; of equal times those of the first file by name
 * come first.
 */
final class ArrivalMerger {
  private final FileTurns turns;
  private final Lookahead lookahead;
  private final Opening opening;

  private final Consumer<FilePosition> finished;

  /** By name, the files that have not ended. */
  private final Map<String, OpenFile> open = new LinkedHashMap<>();

  /** The files that have a next line. */
  private final FilesByTime heads = new FilesByTime();

  /** The file of the last line removed: its next line is read when it is asked for. */
  private Optional<OpenFile> removedFrom = Optional.empty();

  /** Opens a file in one of the orders its lines may come in. */
  @FunctionalInterface
  private interface Opening {
    OpenFile open(FilePosition start, long end, int files) throws UnreadableInputException;
  }

  private ArrivalMerger(
      FileTurns turns, Lookahead lookahead, Opening opening, Consumer<FilePosition> finished) {
    this.turns = turns;
    this.lookahead = lookahead;
    this.opening = opening;
    this.finished = finished;
  }

  /**
   * Merges files whose lines are sorted by arrival.
   *
   * @param keepsText whether lines keep their text
   * @param lookahead whether lines are parsed before they are asked for
   * @param finished receives where each file ended, before it is closed
   */
  static ArrivalMerger sorted(
      FileTurns turns, boolean keepsText, Lookahead lookahead, Consumer<FilePosition> finished) {
    return new ArrivalMerger(
        turns,
        lookahead,
        (start, end, files) -> SortedFile.open(start, end, keepsText, turns, files, lookahead),
        finished);
  }

  /**
   * Merges files whose lines keep the order of their file.
   *
   * @param finished receives where each file ended, before it is closed
   */
  static ArrivalMerger inFileOrder(
      FileTurns turns, Duration maxArrivalStep, Consumer<FilePosition> finished) {
    return new ArrivalMerger(
        turns,
        Lookahead.none(),
        (start, end, files) -> FileInOrder.open(start, end, maxArrivalStep, turns, files),
        finished);
  }

  /**
   * Adds a file where it was left.
   *
   * @param end no line that begins there or later is read
   * @param files how many files there may be at a time
   */
  void add(FilePosition start, long end, int files) throws UnreadableInputException {
    OpenFile file = opening.open(start, end, files);
    open.put(file.file(), file);
    Optional<ArrivingLine> head = file.peek();
    if (head.isPresent()) {
      heads.add(file, head.get().time());
    } else {
      finish(file);
    }
  }

  /** Whether a file has lines left. */
  boolean hasMoreOf(String name) throws UnreadableInputException {
    return open.containsKey(name) && open.get(name).peek().isPresent();
  }

  /** Whether a file has not ended, or that has not been noticed yet. */
  boolean isOpen(String name) {
    return open.containsKey(name);
  }

  /** Returns the next line of all without removing it. */
  Optional<ArrivingLine> peek() throws UnreadableInputException {
    if (removedFrom.isPresent()) {
      OpenFile last = removedFrom.get();
      Optional<ArrivingLine> head = last.peek();
      removedFrom = Optional.empty();
      if (head.isPresent()) {
        heads.move(last, head.get().time());
      } else {
        heads.remove(last);
        finish(last);
      }
    }
    return heads.isEmpty() ? Optional.empty() : heads.first().peek();
  }

  /** Removes the line that {@link #peek} returned. */
  ArrivingLine next() {
    OpenFile file = heads.first();
    removedFrom = Optional.of(file);
    return file.next();
  }

  /**
   * Closes a file with what is left of it.
   *
   * @return how far it was emitted; empty where it is not open
   */
  Optional<FilePosition> remove(String name) throws UnreadableInputException {
    Optional<OpenFile> file = Optional.ofNullable(open.get(name));
    if (file.isPresent()) {
      heads.remove(file.get());
      removedFrom = removedFrom.filter(last -> last != file.get());
      close(file.get());
    }
    return file.map(OpenFile::position);
  }

  /** Returns the position of each file that has not ended. */
  List<FilePosition> positions() {
    return open.values().stream().map(OpenFile::position).toList();
  }

  void close() throws IOException {
    for (OpenFile file : open.values()) {
      file.close();
    }
    lookahead.close();
    turns.close();
  }

  private void close(OpenFile file) throws UnreadableInputException {
    open.remove(file.file());
    try {
      file.close();
    } catch (IOException e) {
      throw new UnreadableInputException(file.file(), e);
    }
  }

  private void finish(OpenFile file) throws UnreadableInputException {
    finished.accept(file.position());
    close(file);
  }
}
