package dev.tidemark.time;

import java.io.Serializable;
import java.time.Duration;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.WindowFn;

/** How event time is divided into windows. Bounds are in ms; the end is exclusive. */
public sealed interface WindowFnSpec extends Serializable {

  /** Beam's function for these windows, which the rows are in. */
  WindowFn<Object, ? extends BoundedWindow> toBeam();

  /** How long after its last reading a window ends, at most; zero if it never ends. */
  Duration length();

  /** One window for all time. */
  record Global() implements WindowFnSpec {
    @Override
    public Duration length() {
      return Duration.ZERO;
    }

    @Override
    public WindowFn<Object, ? extends BoundedWindow> toBeam() {
      return new GlobalWindows();
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
    public WindowFn<Object, ? extends BoundedWindow> toBeam() {
      org.joda.time.Duration length = org.joda.time.Duration.millis(size.toMillis());
      return size.equals(period)
          ? FixedWindows.of(length)
          : SlidingWindows.of(length).every(org.joda.time.Duration.millis(period.toMillis()));
    }

    /** The start of the latest window that holds the moment. */
    public long lastStart(long millis) {
      return millis - Math.floorMod(millis, period.toMillis());
    }
  }

  /** Readings less than {@code gap} apart are in one window. */
  record Sessions(Duration gap) implements WindowFnSpec {
    @Override
    public Duration length() {
      return gap;
    }

    @Override
    public WindowFn<Object, ? extends BoundedWindow> toBeam() {
      return org.apache.beam.sdk.transforms.windowing.Sessions.withGapDuration(
          org.joda.time.Duration.millis(gap.toMillis()));
    }
  }
}
