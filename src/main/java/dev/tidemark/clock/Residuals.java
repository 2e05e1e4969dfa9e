package dev.tidemark.clock;

import java.util.Arrays;

/**
 * How long after their corrected event times readings arrived, ns; by nearest rank.
 *
 * @param median half of the readings arrived that soon
 * @param p99 99 of 100 did
 * @param largest all did
 */
public record Residuals(long median, long p99, long largest) {
  static Residuals of(ReadingTimes times, DeviceCorrection correction) {
    long[] delays = new long[times.size()];
    for (int i = 0; i < delays.length; i++) {
      long arrival = times.arrival(i);
      delays[i] =
          Nanos.minus(arrival, correction.corrected(times.event(i), arrival / Nanos.PER_MILLI));
    }
    Arrays.sort(delays);
    return new Residuals(ranked(delays, 50), ranked(delays, 99), delays[delays.length - 1]);
  }

  private static long ranked(long[] sorted, int percent) {
    return sorted[(int) (((long) sorted.length * percent + 99) / 100) - 1];
  }
}
