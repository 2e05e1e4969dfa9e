package dev.tidemark.model;

import dev.tidemark.model.reading.Buckets;
import dev.tidemark.schema.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How far a stream had come when its source emitted a batch: steps release readings by it. How late
 * a reading is does not depend on it. The arrival clock is the largest confirmed arrival time that
 * was emitted. The source records it at each mark. Everything emitted before a mark has been
 * processed by the first step after the source when that step gets the next batch, by the second
 * step one mark later, and so on.
 *
 * @param mark how many marks came before
 * @param arrivalClock ms since 1970, this batch's readings included
 * @param isPause whether nothing has arrived for a while, so that steps release what they buffer
 * @param marks the arrival clock at the last marks, newest first; {@link #ENDED} once everything
 *     has been emitted
 * @param dueBuckets by the name of a key, buckets of its values that a step should look at now
 *     although no more readings of them may arrive for the time being: it can release what it
 *     buffers, or close windows
 */
public record StreamProgress(
    long mark,
    long arrivalClock,
    boolean isPause,
    List<Long> marks,
    Map<String, List<Integer>> dueBuckets) {

  /** A clock before all arrivals: Beam's earliest timestamp. */
  public static final long NO_CLOCK = TimeUnit.MICROSECONDS.toMillis(Long.MIN_VALUE);

  /** A clock after all arrivals: no more readings come. */
  public static final long ENDED = Long.MAX_VALUE;

  /** Bounded input. */
  public static final StreamProgress AT_ONCE = new StreamProgress(0, 0, false, List.of(), Map.of());

  /**
   * The arrival clock below which everything has reached a step.
   *
   * @param step how many steps in event-time order come before it
   */
  public long clockAt(int step) {
    return marks.get(step);
  }

  /** The arrival clock below which everything has reached every step. */
  public long oldestMark() {
    return marks.get(marks.size() - 1);
  }

  /** Whether everything has reached every step. */
  public boolean isOver() {
    return !marks.isEmpty() && oldestMark() == ENDED;
  }

  /** The buckets of a key that are due. */
  public List<Integer> dueBuckets(List<Field> key) {
    return dueBuckets.getOrDefault(Buckets.nameOf(key), List.of());
  }

  /** For two batches of one bundle: the later moment, and what is due for either. */
  public StreamProgress and(StreamProgress other) {
    if (marks.isEmpty() || other.marks.isEmpty()) {
      return marks.isEmpty() ? other : this;
    }
    Map<String, List<Integer>> both = new TreeMap<>(dueBuckets);
    other.dueBuckets.forEach(
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
    return dueBuckets.isEmpty()
        ? this
        : new StreamProgress(mark, arrivalClock, isPause, marks, Map.of());
  }
}
