package dev.tidemark.model.arrival;

import dev.tidemark.model.arrival.DeviceArrivals.Range;
import java.util.Arrays;

/**
 * Sums up the arrivals of one device's readings. How long the spans of time are depends on all of
 * them, so they are counted at the end. Can be used again after each sum.
 */
final class DeviceArrivalsBuilder {
  private static final int ROOM = 256;

  private long[] arrivals = new long[ROOM];
  private long[] delays = new long[ROOM];
  private int size;

  /** Readings by span and bin of delay; zeros between sums, and as long as the largest needed. */
  private int[] counts = new int[0];

  void add(long eventMs, long arrivalMs) {
    if (size == arrivals.length) {
      arrivals = Arrays.copyOf(arrivals, 2 * size);
      delays = Arrays.copyOf(delays, 2 * size);
    }
    arrivals[size] = arrivalMs;
    delays[size++] = arrivalMs - eventMs;
  }

  /** The sum of one reading or more, which are forgotten then. */
  DeviceArrivals sum() {
    Range arrived = range(arrivals);
    Range delayed = range(delays);
    int doublings = DeviceArrivals.doublings(arrived.first(), arrived.last(), 0);
    long firstSpan = DeviceArrivals.span(arrived.first(), doublings);
    int spans = (int) (DeviceArrivals.span(arrived.last(), doublings) - firstSpan) + 1;
    int firstBin = DeviceArrivals.delayBin(delayed.first());
    int bins = DeviceArrivals.delayBin(delayed.last()) - firstBin + 1;
    if (counts.length < spans * bins) {
      counts = new int[spans * bins];
    }
    int cells = 0;
    long[] least = new long[spans];
    Arrays.fill(least, Long.MAX_VALUE);
    for (int i = 0; i < size; i++) {
      int span = (int) (DeviceArrivals.span(arrivals[i], doublings) - firstSpan);
      int cell = span * bins + DeviceArrivals.delayBin(delays[i]) - firstBin;
      cells += counts[cell]++ == 0 ? 1 : 0;
      least[span] = Math.min(least[span], delays[i]);
      // The arrivals are counted; their room is for the event times.
      arrivals[i] -= delays[i];
    }
    DeviceArrivals sum =
        new DeviceArrivals(
            size,
            range(arrivals),
            arrived,
            delayed,
            doublings,
            takeCells(cells, firstSpan, firstBin, bins),
            least(least, firstSpan));
    size = 0;
    return sum;
  }

  private Range range(long[] values) {
    long first = values[0];
    long last = values[0];
    for (int i = 1; i < size; i++) {
      first = Math.min(first, values[i]);
      last = Math.max(last, values[i]);
    }
    return new Range(first, last);
  }

  private Bins takeCells(int cells, long firstSpan, int firstBin, int bins) {
    long[] keys = new long[cells];
    long[] values = new long[cells];
    int taken = 0;
    for (int i = 0; taken < cells; i++) {
      if (counts[i] > 0) {
        keys[taken] = DeviceArrivals.cell(firstSpan + i / bins, firstBin + i % bins);
        values[taken++] = counts[i];
        counts[i] = 0;
      }
    }
    return Bins.ofSorted(keys, values);
  }

  private static Bins least(long[] least, long firstSpan) {
    long[] keys = new long[least.length];
    long[] values = new long[least.length];
    int size = 0;
    for (int span = 0; span < least.length; span++) {
      if (least[span] != Long.MAX_VALUE) {
        keys[size] = firstSpan + span;
        values[size++] = least[span];
      }
    }
    return Bins.ofSorted(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
  }
}
