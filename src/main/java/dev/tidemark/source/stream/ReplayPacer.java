package dev.tidemark.source.stream;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Holds arrivals back until it is their time, so many times faster than they arrived. */
public final class ReplayPacer {
  private final double speed;
  private final LongSupplier nanos;
  private OptionalLong firstTime = OptionalLong.empty();
  private long startedNanos;

  /**
   * A pace that starts with the first arrival.
   *
   * @param speed how many times faster than real time; infinite for as fast as it goes
   */
  public ReplayPacer(double speed) {
    this(speed, System::nanoTime);
  }

  /** A pace by a clock of nanoseconds. */
  public ReplayPacer(double speed, LongSupplier nanos) {
    this.speed = speed;
    this.nanos = nanos;
  }

  public boolean allows(ArrivingLine arrival) {
    if (Double.isInfinite(speed) || arrival.time() == Long.MIN_VALUE) {
      return true;
    }
    if (firstTime.isEmpty()) {
      firstTime = OptionalLong.of(arrival.time());
      startedNanos = nanos.getAsLong();
    }
    double elapsedMs = (nanos.getAsLong() - startedNanos) / 1e6;
    return arrival.time() - firstTime.getAsLong() <= elapsedMs * speed;
  }
}
