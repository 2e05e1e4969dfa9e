package dev.tidemark.eventtime;

import dev.tidemark.model.Reading;
import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;

/**
 * When a reading happened, and how far the watermark had come when it arrived. Both are facts of
 * the reading: neither depends on the runner, on the order of input or on the wall clock.
 *
 * @param maxDelay how long after its event time a reading may arrive and still be on time
 */
public record EventTime(TimeField field, Duration maxDelay) implements Serializable {

  /** Event time in ns since 1970. */
  public long nanos(Reading reading) {
    return field.nanos(reading);
  }

  /** Event time in microseconds since 1970, floored. */
  public long micros(Reading reading) {
    return Math.floorDiv(field.nanos(reading), 1000L);
  }

  /** Event time in ms since 1970, floored: Beam's timestamp. */
  public long millis(Reading reading) {
    return Math.floorDiv(field.nanos(reading), 1_000_000L);
  }

  /** The ideal watermark when the reading came, ms since 1970. */
  public long watermark(Reading reading) {
    return reading.clock() - maxDelay.toMillis();
  }

  /**
   * When a stream takes the reading in its order, ms since 1970: at its event time, or where the
   * watermark was past that when it arrived, at the watermark.
   */
  public long due(Reading reading) {
    return Math.max(millis(reading), watermark(reading));
  }

  /** The one total order: event time, then {@link Reading#TIES}. */
  public Comparator<Reading> order() {
    return (a, b) -> {
      int order = Long.compare(nanos(a), nanos(b));
      return order != 0 ? order : Reading.TIES.compare(a, b);
    };
  }
}
