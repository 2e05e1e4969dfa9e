package dev.tidemark.model;

import java.util.Locale;
import java.util.Optional;

/**
 * A reading that came too late to be counted by one step.
 *
 * @param lateByMs how far the watermark at its arrival had passed the window's end or, where order
 *     decides, the last moment at which the reading could still be put in order
 * @param window the window it missed; none where order decides
 */
public record LateReading(Reason reason, long lateByMs, Optional<Bounds> window, Reading reading)
    implements DeadLetter {

  /** A reading that a step in event-time order had already passed. */
  public static LateReading behindOrder(long lateByMs, Reading reading) {
    return new LateReading(Reason.BEHIND_ORDER, lateByMs, Optional.empty(), reading);
  }

  /** Why a reading was too late. */
  public enum Reason {
    /** Its window had closed, allowed lateness included. */
    WINDOW_EXPIRED,
    /** A step in event-time order had already passed it. */
    BEHIND_ORDER;

    /** The reason as the sink {@code late} spells it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A window, ms since 1970, end exclusive. */
  public record Bounds(long startMs, long endMs) {}
}
