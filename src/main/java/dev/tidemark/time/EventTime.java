package dev.tidemark.time;

import dev.tidemark.clock.ClockTable;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Findings;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.Field;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * When a reading happened, and where the ideal watermark was when it arrived. Both are facts of the
 * reading: they do not depend on the runner, on the order of the input or on the wall clock.
 *
 * @param field an instant that each reading has
 * @param maxDelay how long after its event time a reading may arrive and still be on time
 * @param clocks what corrects the clocks of devices
 */
public record EventTime(Field field, Duration maxDelay, ClockTable clocks) implements Serializable {

  /** Event times by clocks that are right. */
  public EventTime(Field field, Duration maxDelay) {
    this(field, maxDelay, ClockTable.NONE);
  }

  /** The same times, held in another field. */
  public EventTime of(Field other) {
    return new EventTime(other, maxDelay, clocks);
  }

  /** Event time in ns since 1970. */
  public long nanos(Reading reading) {
    return nanos(reading.columns(), reading.row());
  }

  /** Event time of the reading in a row, ns since 1970. */
  public long nanos(ReadingColumns readings, int row) {
    long nanos = shown(readings, row);
    return clocks.isEmpty()
        ? nanos
        : clocks.corrected(readings.device(row), nanos, readings.arrivalTime(row));
  }

  /** What the device's own clock showed, ns since 1970, whether it is right or not. */
  public long shown(ReadingColumns readings, int row) {
    return field.nanos(readings.wholes(field).get(row));
  }

  /** Event time in microseconds since 1970, floored. */
  public long micros(Reading reading) {
    return Math.floorDiv(nanos(reading), 1000L);
  }

  /** Event time in ms since 1970, floored: Beam's timestamp. */
  public long millis(Reading reading) {
    return millis(reading.columns(), reading.row());
  }

  /** Event time of the reading in a row, ms since 1970, floored. */
  public long millis(ReadingColumns readings, int row) {
    return Math.floorDiv(nanos(readings, row), 1_000_000L);
  }

  /** Event times of all readings by row, ms since 1970, floored. */
  public long[] millis(ReadingColumns readings) {
    long[] all = new long[readings.size()];
    for (int row = 0; row < all.length; row++) {
      all[row] = millis(readings, row);
    }
    return all;
  }

  /** The ideal watermark at the reading's arrival, ms since 1970. */
  public long watermark(Reading reading) {
    return watermark(reading.columns(), reading.row());
  }

  /** The ideal watermark at the arrival of the reading in a row, ms since 1970. */
  public long watermark(ReadingColumns readings, int row) {
    return readings.clock(row) - maxDelay.toMillis();
  }

  /**
   * When a stream releases the reading, ms since 1970: at its event time or, if the watermark had
   * passed that when the reading arrived, at the watermark.
   */
  public long releaseTime(Reading reading, long clock) {
    return Math.max(millis(reading), clock - maxDelay.toMillis());
  }

  /** How long after its event time the reading arrived, ms; negative where that was before. */
  public long delay(Reading reading) {
    return reading.arrivalTime() - millis(reading);
  }

  /**
   * What a run reports about the readings that were too late for a step.
   *
   * @param late may hold a reading several times, for several windows
   * @param settings the settings besides {@code max_delay} that made them late, in words for a
   *     user; may be empty
   */
  public Findings late(String step, List<? extends DeadLetter> late, Supplier<String> settings) {
    if (late.isEmpty()) {
      return Findings.NONE;
    }
    Set<Reading> readings = Collections.newSetFromMap(new IdentityHashMap<>());
    long largest = Long.MIN_VALUE;
    for (DeadLetter letter : late) {
      if (letter instanceof LateReading one) {
        readings.add(one.reading());
        largest = Math.max(largest, one.reading().clock() - millis(one.reading()));
      }
    }
    String all =
        settings.get() + "max_delay of AssignTimestamps (" + SpanText.of(maxDelay.toMillis()) + ")";
    return Findings.of(step, new Findings.Lateness(readings.size(), largest, all));
  }

  /** The one total order: event time, then {@link Reading#TIES}. */
  public Comparator<Reading> order() {
    return (a, b) -> {
      int order = Long.compare(nanos(a), nanos(b));
      return order != 0 ? order : Reading.TIES.compare(a, b);
    };
  }
}
