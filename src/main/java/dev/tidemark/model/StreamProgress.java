package dev.tidemark.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How far a stream had come when its source gave out a block: what steps release readings by. How
 * late a reading is says the reading itself. The arrival clock is the largest arrival time given
 * out that is confirmed; it is taken down at each mark of the source, since all that was given out
 * before a mark has been processed by the first step behind it once the next block gets there, by
 * the second one mark later, and so on.
 *
 * @param mark how many marks came before
 * @param arrivalClock ms since 1970, with the block's own readings
 * @param isPause nothing more has come for a while: what is held is let go as it is
 * @param marks the arrival clock at the last marks, newest first; {@link #ENDED} once all is given
 *     out
 * @param dueKeys values of a field whose readings a step in event-time order may hold although no
 *     more of them come for the time being: it can let them go now
 */
public record StreamProgress(
    long mark,
    long arrivalClock,
    boolean isPause,
    List<Long> marks,
    Map<Field, List<ReadingKey>> dueKeys) {

  /** A clock before all arrivals: Beam's earliest timestamp. */
  public static final long NO_CLOCK = TimeUnit.MICROSECONDS.toMillis(Long.MIN_VALUE);

  /** A clock after all arrivals: no more readings come. */
  public static final long ENDED = Long.MAX_VALUE;

  /** Readings that are all there, and not a stream. */
  public static final StreamProgress AT_ONCE = new StreamProgress(0, 0, false, List.of(), Map.of());

  /**
   * The arrival clock below which everything has reached a step.
   *
   * @param step how many steps in event-time order stand before it
   */
  public long clockAt(int step) {
    return marks.get(step);
  }

  /** The arrival clock below which everything has reached every step. */
  public long oldestMark() {
    return marks.get(marks.size() - 1);
  }

  /** Whether every step has been given everything. */
  public boolean isOver() {
    return !marks.isEmpty() && oldestMark() == ENDED;
  }

  /** Two blocks of one bundle: the later moment, and what is due for either. */
  public StreamProgress and(StreamProgress other) {
    if (marks.isEmpty() || other.marks.isEmpty()) {
      return marks.isEmpty() ? other : this;
    }
    Map<Field, List<ReadingKey>> both = new TreeMap<>(dueKeys);
    other.dueKeys.forEach(
        (field, values) ->
            both.merge(
                field,
                values,
                (some, others) ->
                    Stream.concat(some.stream(), others.stream()).distinct().toList()));
    boolean isLater = mark == other.mark ? arrivalClock >= other.arrivalClock : mark > other.mark;
    StreamProgress later = isLater ? this : other;
    return new StreamProgress(
        later.mark, later.arrivalClock, isPause && other.isPause, later.marks, both);
  }

  /** The same moment, with nothing due. */
  public StreamProgress withoutDue() {
    return dueKeys.isEmpty()
        ? this
        : new StreamProgress(mark, arrivalClock, isPause, marks, Map.of());
  }
}
