package dev.tidemark.time;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Findings;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

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
  public long releaseTime(Reading reading) {
    return Math.max(millis(reading), watermark(reading));
  }

  /** How long after its event time the reading arrived, ms; negative where that was before. */
  public long delay(Reading reading) {
    return reading.arrivalTime() - millis(reading);
  }

  /**
   * What a step has found to be too late.
   *
   * @param late a reading may be there for several windows
   * @param settings what decided beside {@code max_delay}, for a person; may be empty
   */
  public Findings late(String step, List<? extends DeadLetter> late, String settings) {
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
        settings + "max_delay of AssignTimestamps (" + SpanText.of(maxDelay.toMillis()) + ")";
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
