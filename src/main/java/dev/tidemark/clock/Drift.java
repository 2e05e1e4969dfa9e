package dev.tidemark.clock;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * How much a clock gains or loses steadily. Delays vary, but only upwards: the line that lies below
 * all of them, and closest to them on the whole, is the edge of their lower convex hull over the
 * mean arrival (Moon, Skelly, Towsley 1999; Zhang, Liu, Xia 2002). Exact up to the last division.
 */
final class Drift {
  /** No oscillator is worse; a steeper line is chance. */
  static final long MAX_PPB = 500_000;

  /** Smaller ones cannot be told from noise, nor matter. */
  private static final long LEAST_GAIN = 10 * Nanos.PER_MILLI;

  private final ReadingTimes times;

  /** The indices of the readings at the hull's corners. */
  private int[] corners = new int[16];

  private int size;
  private long seconds;
  private long millis;
  private long count;

  private Drift(ReadingTimes times) {
    this.times = times;
  }

  /**
   * The gain in parts per billion of event time; 0 where it is not significant: unless it comes to
   * 10 ms over the stretches, and each half of them shows it, to within a half.
   */
  static long ppb(ReadingTimes times, List<Stretch> stretches) {
    int first = stretches.get(0).start();
    int last = stretches.get(stretches.size() - 1).end() - 1;
    long middle = times.arrival(first) + (times.arrival(last) - times.arrival(first)) / 2;
    OptionalLong whole = gain(times, stretches, Long.MIN_VALUE, Long.MAX_VALUE);
    if (whole.isEmpty() || Math.abs(whole.getAsLong()) > MAX_PPB) {
      return 0;
    }
    long ppb = whole.getAsLong();
    long span = times.arrival(last) - times.arrival(first);
    boolean isSignificant =
        Math.abs(Nanos.gained(span, ppb)) >= LEAST_GAIN
            && agrees(gain(times, stretches, Long.MIN_VALUE, middle), ppb)
            && agrees(gain(times, stretches, middle, Long.MAX_VALUE), ppb);
    return isSignificant ? ppb : 0;
  }

  private static boolean agrees(OptionalLong half, long whole) {
    return half.isPresent() && Math.abs(half.getAsLong() - whole) <= Math.abs(whole) / 2;
  }

  /** The gain by the readings that arrived in a range; empty where that shows none. */
  private static OptionalLong gain(
      ReadingTimes times, List<Stretch> stretches, long from, long before) {
    Drift hull = new Drift(times);
    for (Stretch stretch : stretches) {
      for (int i = stretch.start(); i < stretch.end(); i++) {
        if (times.arrival(i) >= from && times.arrival(i) < before) {
          hull.add(i);
        }
      }
    }
    return hull.gain();
  }

  /** Adds the next reading by arrival; corners that no longer are any go. */
  private void add(int reading) {
    while (size > 0 && !isCorner(reading)) {
      size--;
    }
    if (size == corners.length) {
      corners = Arrays.copyOf(corners, 2 * size);
    }
    corners[size++] = reading;
    long sinceFirst = (times.arrival(reading) - times.arrival(corners[0])) / Nanos.PER_MILLI;
    seconds += sinceFirst / 1000;
    millis += sinceFirst % 1000;
    count++;
  }

  /** Whether the last corner lies below the line from the one before to a reading. */
  private boolean isCorner(int reading) {
    int last = corners[size - 1];
    if (size == 1) {
      return times.arrival(last) < times.arrival(reading)
          || times.delay(last) < times.delay(reading);
    }
    int before = corners[size - 2];
    return Nanos.compareProducts(
            times.arrival(last) - times.arrival(before),
            Nanos.minus(times.delay(reading), times.delay(before)),
            times.arrival(reading) - times.arrival(before),
            Nanos.minus(times.delay(last), times.delay(before)))
        > 0;
  }

  private OptionalLong gain() {
    if (size < 2) {
      return OptionalLong.empty();
    }
    long mean = seconds / count * 1000 + (seconds % count * 1000 + millis) / count;
    long arrival = times.arrival(corners[0]) + mean * Nanos.PER_MILLI;
    int right = 1;
    while (right < size - 1 && times.arrival(corners[right]) < arrival) {
      right++;
    }
    int from = corners[right - 1];
    int to = corners[right];
    long span = Nanos.minus(times.event(to), times.event(from));
    if (span <= 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        BigDecimal.valueOf(Nanos.minus(times.delay(from), times.delay(to)))
            .scaleByPowerOfTen(9)
            .divide(BigDecimal.valueOf(span), 0, RoundingMode.HALF_UP)
            .min(BigDecimal.valueOf(Integer.MAX_VALUE))
            .max(BigDecimal.valueOf(Integer.MIN_VALUE))
            .longValueExact());
  }
}
