package dev.tidemark.state;

import dev.tidemark.eventtime.EventTime;
import dev.tidemark.model.Reading;
import java.util.function.Consumer;

/**
 * Lets the first reading of each event time pass, to the microsecond.
 *
 * <p>DISCUSSION. In the total order duplicates stand side by side, so the state is one moment, and
 * does not grow however long the input is. A duplicate that comes in before its original by arrival
 * but after it in the total order is still the duplicate. A missing original makes its duplicate
 * the first. A late one never gets here: the order refuses it and it goes to the sink {@code late}.
 */
public record DropDuplicates(EventTime eventTime) implements StateMachine<Long, Reading> {
  /** No event time in microseconds is as early as this. */
  private static final long NONE_YET = Long.MIN_VALUE;

  @Override
  public Long start() {
    return NONE_YET;
  }

  @Override
  public Long next(Long lastMicros, Reading reading, Consumer<? super Reading> outputs) {
    long micros = Math.floorDiv(eventTime.nanos(reading), 1000L);
    if (micros == lastMicros) {
      return lastMicros;
    }
    outputs.accept(reading);
    return micros;
  }
}
