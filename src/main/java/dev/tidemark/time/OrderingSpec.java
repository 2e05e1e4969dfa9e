package dev.tidemark.time;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Findings;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.Field;
import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which readings a step takes in event-time order, and how long it waits for them. The readings of
 * each value of the key field are ordered on their own. One that arrives more than {@code maxDelay
 * + retention} after its event time is too late to be put in order.
 *
 * @param key the fields whose values keep readings apart
 * @param retention how long beyond {@code maxDelay} the step remembers what it has seen; zero where
 *     it need not
 * @param keep which reading of a microsecond comes first, for a step that remembers
 */
public record OrderingSpec(List<Field> key, EventTime eventTime, Duration retention, Keep keep)
    implements Serializable {

  /** Which of several readings that are duplicates a step keeps. */
  public enum Keep {
    /** The first of a microsecond. */
    FIRST,
    /** The last of a microsecond. */
    LAST,
    /** Of readings of different event times, the first that a stream would release. */
    FIRST_RELEASED
  }

  /** The order of a step that keeps the first of each microsecond. */
  public OrderingSpec(List<Field> key, EventTime eventTime, Duration retention) {
    this(key, eventTime, retention, Keep.FIRST);
  }

  /** The order of a step that need not remember. */
  public static OrderingSpec by(List<Field> key, EventTime eventTime) {
    return new OrderingSpec(key, eventTime, Duration.ZERO);
  }

  /** How many ms too late the reading in a row is to be put in order; 0 or less if it is not. */
  public long lateBy(ReadingColumns readings, int row) {
    return eventTime.watermark(readings, row)
        - eventTime.millis(readings, row)
        - retention.toMillis();
  }

  /** The reading as a late one, if it is too late to be put in order. */
  public Optional<LateReading> tooLate(Reading reading) {
    long lateBy = lateBy(reading.columns(), reading.row());
    return lateBy > 0 ? Optional.of(LateReading.behindOrder(lateBy, reading)) : Optional.empty();
  }

  /** What a run reports about the readings that were too late for a step. */
  public Findings late(String step, List<? extends DeadLetter> late) {
    return eventTime.late(
        step,
        late,
        () -> retention.isZero() ? "" : "within (" + SpanText.of(retention.toMillis()) + ") or ");
  }

  /** When a stream releases the reading, ms since 1970: see {@link EventTime#releaseTime}. */
  public long releaseTime(Reading reading) {
    return eventTime.releaseTime(reading, reading.clock());
  }

  /** The same for a reading that is judged by another clock than its own. */
  public long releaseTime(Reading reading, long clock) {
    return eventTime.releaseTime(reading, clock);
  }

  /**
   * The order in which a stream releases readings: the total order, late ones as they arrive. Where
   * the last of a microsecond is kept, the readings of one come in reverse.
   */
  public Comparator<Reading> order() {
    Comparator<Reading> released =
        Comparator.comparingLong((Reading reading) -> releaseTime(reading));
    return keep != Keep.LAST
        ? released.thenComparing(eventTime.order())
        : released.thenComparingLong(eventTime::micros).thenComparing(eventTime.order().reversed());
  }

  /**
   * What bounded input is ordered by first, ns, microseconds or ms since 1970. For a step that
   * remembers, readings of one microsecond are adjacent, or all come as a stream releases them.
   */
  public long sortTime(ReadingColumns readings, int row) {
    if (keep == Keep.FIRST_RELEASED) {
      return Math.max(eventTime.millis(readings, row), eventTime.watermark(readings, row));
    }
    long nanos = eventTime.nanos(readings, row);
    return remembers() ? Math.floorDiv(nanos, 1000L) : nanos;
  }

  /**
   * Orders readings of one {@link #sortTime}. For a step that remembers, the first is the one that
   * a stream would release first.
   */
  public int compareTies(Reading one, Reading other) {
    return remembers() ? order().compare(one, other) : Reading.TIES.compare(one, other);
  }

  private boolean remembers() {
    return keep != Keep.FIRST || !retention.isZero();
  }
}
