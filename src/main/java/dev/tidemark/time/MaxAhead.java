package dev.tidemark.time;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.reading.Reading;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a reading's event time may be past its own arrival; one further ahead has a wrong clock.
 * Depends on the reading alone, in every mode.
 *
 * @param limit {@link #NO_LIMIT} if any event time is accepted
 */
public record MaxAhead(EventTime eventTime, Duration limit) implements Serializable {
  public static final Duration NO_LIMIT = Duration.ofMillis(Long.MAX_VALUE);

  public boolean isOn() {
    return !limit.equals(NO_LIMIT);
  }

  /** The reading as one from the future, if it is too far ahead. */
  public Optional<LateReading> tooFar(Reading reading) {
    if (!isOn()) {
      return Optional.empty();
    }
    long aheadBy = eventTime.millis(reading) - reading.arrivalTime() - limit.toMillis();
    return aheadBy > 0
        ? Optional.of(LateReading.fromTheFuture(aheadBy, reading))
        : Optional.empty();
  }
}
