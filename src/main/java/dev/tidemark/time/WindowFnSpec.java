package dev.tidemark.time;

import java.io.Serializable;
import java.time.Duration;

/** How event time is divided into windows. Bounds are in ms; the end is exclusive. */
public sealed interface WindowFnSpec extends Serializable {

  /** How long after its last reading a window ends, at most; zero if it never ends. */
  Duration length();

  /** Whether a reading is in one window, which may be merged with others. */
  boolean isSingle();

  /**
   * The start of the latest window that holds the moment, before any are merged; 0 if windows have
   * no start.
   */
  long lastStart(long millis);

  /** Whether windows have a start and an end. */
  default boolean isBounded() {
    return true;
  }

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

    @Override
    public boolean isSingle() {
      return true;
    }

    @Override
    public long lastStart(long millis) {
      return 0;
    }

    @Override
    public boolean isBounded() {
      return false;
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

    @Override
    public boolean isSingle() {
      return size.equals(period);
    }

    @Override
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
    public boolean isSingle() {
      return true;
    }

    @Override
    public long lastStart(long millis) {
      return millis;
    }

    @Override
    public Duration length() {
      return gap;
    }
  }
}
