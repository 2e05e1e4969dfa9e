package dev.tidemark.time;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a window of a stream emits: when the watermark passes its end and, if wanted, also earlier
 * and later. It decides only when a row appears, never what the last row of a window says.
 *
 * @param early how long after a pane's first reading, in processing time, it emits before the
 *     watermark; {@link #NEVER} for not at all
 * @param late the same for late readings; zero emits at each
 */
public record TriggerSpec(Duration early, Duration late) implements Serializable {

  public static final Duration NEVER = Duration.ofMillis(Long.MAX_VALUE);
  public static final TriggerSpec AT_WATERMARK = new TriggerSpec(NEVER, Duration.ZERO);

  /** Every ten seconds, if there is anything new: for a window that has no end to wait for. */
  static final TriggerSpec EVERY_TEN_SECONDS =
      new TriggerSpec(Duration.ofSeconds(10), Duration.ZERO);
}
