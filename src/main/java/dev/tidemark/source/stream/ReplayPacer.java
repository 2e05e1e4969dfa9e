package dev.tidemark.source.stream;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Delays the lines of a replay until they are due, a given number of times faster than they
 * arrived. A line that arrived more than {@link #MAX_GAP} apart from the others does not delay them
 * and is not waited for: the gap counts only once further lines confirm it.
 */
public final class ReplayPacer {
  private static final Duration MAX_GAP = Duration.ofDays(1);

  private final double speed;
  private final LongSupplier nanos;
  private final SteadyClock clock = SteadyClock.resume(MAX_GAP, SteadyClock.State.START);
  private OptionalLong pending = OptionalLong.empty();
  private long startTime;
  private long startNanos;

  /**
   * Creates a pacer that starts with the first line.
   *
   * @param speed how many times faster than real time; infinite for as fast as possible
   */
  public ReplayPacer(double speed) {
    this(speed, System::nanoTime);
  }

  /** Creates a pacer that reads the time, in nanoseconds, from a given clock. */
  public ReplayPacer(double speed, LongSupplier nanos) {
    this.speed = speed;
    this.nanos = nanos;
  }

  /** Whether the next line is due. Callers ask about the same line until it is. */
  public boolean isDue(ArrivingLine line) {
    if (Double.isInfinite(speed) || line.time() == Long.MIN_VALUE) {
      return true;
    }
    if (pending.isEmpty()) {
      pending = OptionalLong.of(line.time());
      observe(line.time());
    }
    double elapsedMs = (nanos.getAsLong() - startNanos) / 1e6;
    boolean isDue = Math.min(line.time(), clock.value()) - startTime <= elapsedMs * speed;
    if (isDue) {
      pending = OptionalLong.empty();
    }
    return isDue;
  }

  /**
   * If the first arrivals turn out to be wrong, the pace starts again with those that are right.
   */
  private void observe(long time) {
    boolean isSettled = clock.confirmed().isPresent();
    long before = clock.value();
    clock.observe(time);
    boolean isFirst = before == Long.MIN_VALUE;
    if (isFirst || (!isSettled && Math.abs(clock.value() - before) > MAX_GAP.toMillis())) {
      startTime = clock.value();
      startNanos = nanos.getAsLong();
    }
  }
}
