package dev.tidemark.model;

import java.util.Locale;
import java.util.Optional;

/**
 * A reading that came too late to be counted by one step, or whose event time cannot be right.
 *
 * @param lateByMs how far the watermark at its arrival had passed the window's end or, where order
 *     decides, the last moment at which the reading could still be put in order; of one from the
 *     future, how far its event time was past the last that is taken
 * @param window the window it missed; none where order decides
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
