package dev.tidemark.model;

import dev.tidemark.model.reading.Reading;
import java.util.Locale;
import java.util.Optional;

/**
 * A reading that is too late for one step to count, or whose event time cannot be right.
 *
 * @param lateByMs how far the watermark at its arrival had passed the end of its window or, for a
 *     step in event-time order, the last moment at which it could be put in order; for a reading
 *     from the future, how far its event time exceeds the limit
 * @param window the window that it missed; empty for a step in event-time order
 */
public record LateReading(Reason reason, long lateByMs, Optional<Bounds> window, Reading reading)
    implements DeadLetter {

  @Override
  public Kind kind() {
    return Kind.LATE;
  }

  /** A reading that a step in event-time order had already passed. */
  public static LateReading behindOrder(long lateByMs, Reading reading) {
    return new LateReading(Reason.BEHIND_ORDER, lateByMs, Optional.empty(), reading);
  }

  /** A reading whose event time is too far past its own arrival. */
  public static LateReading fromTheFuture(long aheadByMs, Reading reading) {
    return new LateReading(Reason.FROM_THE_FUTURE, aheadByMs, Optional.empty(), reading);
  }

  /** Why a reading was too late. */
  public enum Reason {
    /** Its window had closed, allowed lateness included. */
    WINDOW_EXPIRED,
    /** A step in event-time order had already passed it. */
    BEHIND_ORDER,
    /** Its event time was too far past its own arrival. */
    FROM_THE_FUTURE;

    /** The reason as the sink {@code late} spells it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A window, ms since 1970, end exclusive. */
  public record Bounds(long startMs, long endMs) {}
}
