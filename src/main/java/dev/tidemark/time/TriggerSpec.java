package dev.tidemark.time;

import java.io.Serializable;
import java.time.Duration;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.apache.beam.sdk.transforms.windowing.Trigger.OnceTrigger;

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

  Trigger toBeam() {
    if (equals(AT_WATERMARK)) {
      return DefaultTrigger.of();
    }
    AfterWatermark.AfterWatermarkEarlyAndLate onTime =
        AfterWatermark.pastEndOfWindow().withLateFirings(after(late));
    return early.equals(NEVER) ? onTime : onTime.withEarlyFirings(after(early));
  }

  private static OnceTrigger after(Duration delay) {
    return delay.isZero()
        ? AfterPane.elementCountAtLeast(1)
        : AfterProcessingTime.pastFirstElementInPane()
            .plusDelayOf(org.joda.time.Duration.millis(delay.toMillis()));
  }
}
