package dev.tidemark.machine;

import java.io.Serializable;
import java.time.Duration;

/** The pause that ends a session: a reading that much or more after the last begins a new one. */
public record SessionGap(Duration length) implements Serializable {
  private static final long SECOND = 1_000_000_000L;

  /**
   * Whether two event times in ns, in order, belong to different sessions. Compared without sign:
   * they may lie further apart than a signed long can say. In seconds and the rest, as a gap may be
   * longer than 64 bits of nanoseconds.
   */
  boolean separates(long last, long now) {
    long apart = now - last;
    int order = Long.compare(Long.divideUnsigned(apart, SECOND), length.getSeconds());
    return order != 0 ? order > 0 : Long.remainderUnsigned(apart, SECOND) >= length.getNano();
  }
}
