package dev.tidemark.source.stream;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Holds arrivals back until it is their time, so many times faster than they arrived. An arrival
 * that is more than {@link #LONGEST_GAP} from the others is not waited for, nor do the others wait
 * for what lies between: it counts only when further ones confirm it.
 */
public final class ReplayPacer {
  /** A longer gap is waited for once the readings after it confirm that it is one. */
  private static final Duration LONGEST_GAP = Duration.ofDays(1);

  private final double speed;
  private final LongSupplier nanos;
  private final SteadyClock clock = SteadyClock.resume(LONGEST_GAP, SteadyClock.State.START);
  private OptionalLong asked = OptionalLong.empty();
  private long startTime;
  private long startNanos;

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

  /** Whether the next arrival is due; it is asked about again until it is. */
  public boolean allows(ArrivingLine arrival) {
    if (Double.isInfinite(speed) || arrival.time() == Long.MIN_VALUE) {
      return true;
    }
    if (asked.isEmpty()) {
      asked = OptionalLong.of(arrival.time());
      take(arrival.time());
    }
    double elapsedMs = (nanos.getAsLong() - startNanos) / 1e6;
    boolean isDue = Math.min(arrival.time(), clock.value()) - startTime <= elapsedMs * speed;
    if (isDue) {
      asked = OptionalLong.empty();
    }
    return isDue;
  }

  /** Where the first arrivals turn out to be wrong, the pace starts with those that are right. */
  private void take(long time) {
    boolean isSettled = clock.confirmed().isPresent();
    long before = clock.value();
    clock.take(time);
    boolean isFirst = before == Long.MIN_VALUE;
    if (isFirst || (!isSettled && Math.abs(clock.value() - before) > LONGEST_GAP.toMillis())) {
      startTime = clock.value();
      startNanos = nanos.getAsLong();
    }
  }
}
