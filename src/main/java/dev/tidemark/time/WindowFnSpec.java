package dev.tidemark.time;

import java.io.Serializable;
import java.time.Duration;

/** How event time is divided into windows. Bounds are in ms; the end is exclusive. */
public sealed interface WindowFnSpec extends Serializable {

  /** How long after its last reading a window ends, at most; zero if it never ends. */
  Duration length();

  /** Whether windows of a key that overlap are one. */
  default boolean isMerging() {
    return false;
  }

  /** One window for all time. */
  record Global() implements WindowFnSpec {
    @Override
    public Duration length() {
      return Duration.ZERO;
    }
  }

  /**
   * Windows that start every {@code period} and last {@code size}; fixed windows if both are equal.
   */
  record Sliding(Duration size, Duration period) implements WindowFnSpec {
    public static Sliding fixed(Duration size) {
      return new Sliding(size, size);
    }

    @Override
    public Duration length() {
      return size;
    }

    /** The start of the latest window that holds the moment. */
    public long lastStart(long millis) {
      return millis - Math.floorMod(millis, period.toMillis());
    }
  }

  /** Readings less than {@code gap} apart are in one window. */
  record Sessions(Duration gap) implements WindowFnSpec {
    @Override
    public boolean isMerging() {
      return true;
    }

    @Override
    public Duration length() {
      return gap;
    }
  }
}
