package dev.tidemark.machine;

import java.io.Serializable;
import java.time.Duration;

/** The gap that ends a session: a reading that long or longer after the last starts a new one. */
public record SessionGap(Duration length) implements Serializable {
  private static final long SECOND = 1_000_000_000L;

  /**
   * Whether two event times in ns, in order, belong to different sessions. The difference is
   * unsigned, as it may exceed a signed long. It is compared in seconds and nanoseconds, as a gap
   * may exceed 64 bits of nanoseconds.
   */
  boolean separates(long last, long now) {
    long apart = now - last;
    int order = Long.compare(Long.divideUnsigned(apart, SECOND), length.getSeconds());
    return order != 0 ? order > 0 : Long.remainderUnsigned(apart, SECOND) >= length.getNano();
  }
}
