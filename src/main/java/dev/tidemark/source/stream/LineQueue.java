package dev.tidemark.source.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The next lines of a file or a partition, which keep their order, and the time by which the first
 * of them is merged with those of others.
 *
 * <p>That is its arrival. A wrong one, far ahead, would hold back what comes after it until all
 * others have caught up, which then is too late. So an arrival that is a jump is held against the
 * lines after it: if one lies more than the step below it, before as many as confirm it lie within
 * the step, the first is merged by the time of that one.
 */
public final class LineQueue {
  /** Lines looked at, and their bytes, before a jump is taken for what it says. */
  private static final int MOST_LINES = SteadyClock.MOST_CANDIDATES;

  private static final long MOST_BYTES = 8L << 20;

  private final long step;
  private final SteadyClock clock;
  private final Deque<Sized> lines = new ArrayDeque<>();
  private long bytes;

  /** The first line with the time by which it is merged, where that has been found out. */
  private Optional<ArrivingLine> first = Optional.empty();

  private boolean isSettled;

  private record Sized(ArrivingLine line, long bytes) {}

  public LineQueue(Duration step, SteadyClock.State clock) {
    this.step = step.toMillis();
    this.clock = SteadyClock.resume(step, clock);
  }

  /** A line that comes after all others. */
  public void add(ArrivingLine line, long size) {
    lines.add(new Sized(line, size));
    bytes += size;
    if (!isSettled) {
      first = Optional.empty();
    }
  }

  /** The first line, which stays, with the time by which it is merged. */
  public Optional<ArrivingLine> peek() {
    if (first.isEmpty() && !lines.isEmpty()) {
      ArrivingLine line = lines.peek().line();
      first = Optional.of(line.at(mergeTime(line)));
    }
    return first;
  }

  /** Whether there is a first line, and no further one changes the time by which it is merged. */
  public boolean isSettled() {
    return peek().isPresent() && (isSettled || lines.size() >= MOST_LINES || bytes >= MOST_BYTES);
  }

  /** Takes the line that {@link #peek} has shown. */
  public ArrivingLine next() {
    ArrivingLine taken = peek().orElseThrow();
    bytes -= lines.remove().bytes();
    first = Optional.empty();
    isSettled = false;
    if (taken instanceof ArrivingLine.OfReading one) {
      clock.take(one.reading().arrivalTime());
    }
    return taken;
  }

  /** Where the first line begins; empty where there is none. */
  public Optional<Long> offset() {
    return Optional.ofNullable(lines.peek()).map(first -> first.line().offset());
  }

  /** The clock of the lines that were taken. */
  public SteadyClock.State clock() {
    return clock.state();
  }

  private long mergeTime(ArrivingLine line) {
    if (line instanceof ArrivingLine.OfReading one) {
      return mergeTime(one.reading().arrivalTime());
    }
    isSettled = true;
    return clock.value();
  }

  private long mergeTime(long arrival) {
    isSettled = !clock.isJump(arrival);
    int support = -1; // The first line is not a further one.
    for (Sized line : lines) {
      if (isSettled) {
        break;
      }
      if (line.line() instanceof ArrivingLine.OfReading further) {
        long other = further.reading().arrivalTime();
        if (other < arrival - step) {
          isSettled = true;
          return other;
        }
        support += other <= arrival + step ? 1 : 0;
        isSettled = support >= SteadyClock.FURTHER;
      }
    }
    return arrival;
  }
}
