package dev.tidemark.report.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of delays, which may be negative and differ by orders of magnitude: even around zero,
 * logarithmic beyond some ten milliseconds.
 *
 * @param from where the least delay lies
 * @param to where the largest lies
 */
public record DelayAxis(long least, long most, double from, double to) {
  private static final double EVEN_MS = 10;
  private static final long[] ROUND = {
    10,
    100,
    1000,
    10_000,
    60_000,
    600_000,
    3_600_000,
    86_400_000,
    2_592_000_000L,
    31_557_600_000L,
    315_576_000_000L,
    3_155_760_000_000L
  };

  /** A delay with the place where it is written. */
  public record Tick(double at, String label) {}

  /** Where a delay lies. */
  public double at(long millis) {
    double low = asinh(least);
    double high = asinh(Math.max(most, least + 1));
    return from + (asinh(millis) - low) / (high - low) * (to - from);
  }

  private static double asinh(long millis) {
    double value = (double) millis / EVEN_MS;
    return Math.signum(value) * Math.log(Math.abs(value) + Math.sqrt(value * value + 1));
  }

  /** Round delays that are at least so far from one another. */
  public List<Tick> ticks(double apart) {
    List<Tick> ticks = new ArrayList<>();
    List<Long> candidates = new ArrayList<>(List.of(0L));
    for (long round : ROUND) {
      candidates.add(round);
      candidates.add(-round);
    }
    for (long delay : candidates) {
      double at = at(delay);
      if (delay >= least
          && delay <= most
          && ticks.stream().noneMatch(tick -> Math.abs(tick.at - at) < apart)) {
        ticks.add(new Tick(at, Words.span(delay)));
      }
    }
    return ticks;
  }
}
