package dev.tidemark.source.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The next lines of a file or partition, in their own order, and the time by which the first of
 * them is merged with the lines of others.
 *
 * <p>That time is the line's arrival. A wrong arrival, far ahead, would hold back the lines after
 * it until every other file had caught up, and by then they would be too late. So an arrival that
 * jumps ahead is compared with the lines after it: if one of them lies more than the step below it,
 * before enough lines to confirm the jump lie within the step, the first line is merged by the time
 * of that one.
 */
public final class LineQueue {
  /** After so many lines, or so many bytes, a jump is taken at its word. */
  private static final int MAX_LINES = SteadyClock.MAX_CANDIDATES;

  private static final long MAX_BYTES = 8L << 20;

  private final long step;
  private final SteadyClock clock;
  private final Deque<Sized> lines = new ArrayDeque<>();
  private long bytes;

  /** The first line with its merge time, once that has been worked out. */
  private Optional<ArrivingLine> first = Optional.empty();

  private boolean isSettled;

  private record Sized(ArrivingLine line, long bytes) {}

  public LineQueue(Duration step, SteadyClock.State clock) {
    this.step = step.toMillis();
    this.clock = SteadyClock.resume(step, clock);
  }

  /** Adds a line after all others. */
  public void add(ArrivingLine line, long size) {
    lines.add(new Sized(line, size));
    bytes += size;
    if (!isSettled) {
      first = Optional.empty();
    }
  }

  /** Returns the first line with its merge time, without removing it. */
  public Optional<ArrivingLine> peek() {
    if (first.isEmpty() && !lines.isEmpty()) {
      ArrivingLine line = lines.peek().line();
      first = Optional.of(line.at(mergeTime(line)));
    }
    return first;
  }

  /** Whether there is a first line whose merge time no further line can change. */
  public boolean isSettled() {
    return peek().isPresent() && (isSettled || lines.size() >= MAX_LINES || bytes >= MAX_BYTES);
  }

  /** Removes the line that {@link #peek} returned. */
  public ArrivingLine next() {
    ArrivingLine next = peek().orElseThrow();
    bytes -= lines.remove().bytes();
    first = Optional.empty();
    isSettled = false;
    next.arrival().ifPresent(clock::observe);
    return next;
  }

  /** Returns where the first line begins; empty where there is none. */
  public OptionalLong offset() {
    return lines.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(lines.getFirst().line().offset());
  }

  /** Returns the clock of the lines that were removed. */
  public SteadyClock.State clock() {
    return clock.state();
  }

  private long mergeTime(ArrivingLine line) {
    OptionalLong arrival = line.arrival();
    if (arrival.isPresent()) {
      return mergeTime(arrival.getAsLong());
    }
    isSettled = true;
    return clock.value();
  }

  private long mergeTime(long arrival) {
    isSettled = !clock.isJump(arrival);
    int support = -1; // The first line does not support itself.
    for (Sized line : lines) {
      if (isSettled) {
        break;
      }
      OptionalLong further = line.line().arrival();
      if (further.isPresent()) {
        if (further.getAsLong() < arrival - step) {
          isSettled = true;
          return further.getAsLong();
        }
        support += further.getAsLong() <= arrival + step ? 1 : 0;
        isSettled = support >= SteadyClock.CONFIRMING;
      }
    }
    return arrival;
  }
}
