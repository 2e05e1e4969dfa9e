package dev.tidemark.state;

import java.io.Serializable;
import java.time.Duration;

/** The pause that ends a session: a reading that much or more after the last begins a new one. */
public record SessionGap(Duration length) implements Serializable {

  /**
   * Whether two event times in ns, in order, belong to different sessions. Compared without sign:
   * they may lie further apart than a signed long can say.
   */
  boolean separates(long last, long now) {
    return Long.compareUnsigned(now - last, length.toNanos()) >= 0;
  }
}
