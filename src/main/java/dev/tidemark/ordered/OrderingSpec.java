package dev.tidemark.ordered;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Findings;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.model.SpanText;
import dev.tidemark.time.EventTime;
import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long a step in event-time order waits: a reading that arrives more than {@code maxDelay +
 * remember} after its event time comes too late to be put in order.
 *
 * @param remember how long beyond {@code maxDelay} the step still knows what it has seen
 */
public record OrderingSpec(EventTime eventTime, Duration remember) implements Serializable {

  /** The reading as one that is too late, if it is. */
  public Optional<LateReading> tooLate(Reading reading) {
    long lateBy = eventTime.watermark(reading) - eventTime.millis(reading) - remember.toMillis();
    return lateBy > 0 ? Optional.of(LateReading.behindOrder(lateBy, reading)) : Optional.empty();
  }

  /** What a step has found to be too late. */
  Findings late(String step, List<? extends DeadLetter> late) {
    String within =
        remember.isZero() ? "" : "within (" + SpanText.of(remember.toMillis()) + ") or ";
    return eventTime.late(step, late, within);
  }

  /**
   * What lies in the watermark's past when the reading arrives is due by then, the rest in time.
   */
  long releaseTime(Reading reading) {
    return eventTime.releaseTime(reading);
  }

  /** The order in which a stream hands readings over: the total order, late ones when they come. */
  public Comparator<Reading> order() {
    return Comparator.comparingLong(this::releaseTime).thenComparing(eventTime.order());
  }

  /**
   * The order in which readings that are all there are taken. What a step remembers stands side by
   * side, and of a microsecond the one comes first that comes first in a stream.
   */
  public Comparator<Reading> sortedOrder() {
    return remember.isZero()
        ? eventTime.order()
        : Comparator.<Reading>comparingLong(eventTime::micros).thenComparing(order());
  }
}
