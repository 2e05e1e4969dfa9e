package dev.tidemark.source.stream.files;

import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
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

  /** The next line of each file but the leader's. */
  private final PriorityQueue<Next> heads = new PriorityQueue<>();

  /** The next line of all, if it has been asked for: mostly of the same file as the one before. */
  private Optional<Next> leader = Optional.empty();

  /** The file of the last line removed: its next line is read when it is asked for. */
  private Optional<OpenFile> removedFrom = Optional.empty();

  private record Next(ArrivingLine arrival, OpenFile file) implements Comparable<Next> {
    @Override
    public int compareTo(Next other) {
      int order = Long.compare(arrival.time(), other.arrival.time());
      return order != 0 ? order : file.file().compareTo(other.file.file());
    }
  }

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
    head(file).ifPresent(heads::add);
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
      removedFrom = Optional.empty();
      leader = head(last);
    }
    if (leader.isEmpty()) {
      leader = Optional.ofNullable(heads.poll());
    } else if (!heads.isEmpty() && heads.peek().compareTo(leader.get()) < 0) {
      heads.add(leader.get());
      leader = Optional.of(heads.remove());
    }
    return leader.map(Next::arrival);
  }

  /** Removes the line that {@link #peek} returned. */
  ArrivingLine next() {
    OpenFile file = leader.orElseThrow().file();
    leader = Optional.empty();
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
      heads.removeIf(head -> head.file() == file.get());
      leader = leader.filter(head -> head.file() != file.get());
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

  /** The next line of a file, which is closed if it has none. */
  private Optional<Next> head(OpenFile file) throws UnreadableInputException {
    Optional<ArrivingLine> head = file.peek();
    if (head.isEmpty()) {
      finished.accept(file.position());
      close(file);
    }
    return head.map(line -> new Next(line, file));
  }
}
