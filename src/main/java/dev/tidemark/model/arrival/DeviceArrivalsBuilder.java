package dev.tidemark.model.arrival;

import dev.tidemark.model.arrival.DeviceArrivals.Range;
import java.util.Arrays;

/**
 * Sums up the arrivals of one device's readings. How long the spans of time are depends on all of
 * them, so they are counted at the end.
 */
final class DeviceArrivalsBuilder {
  private static final int ROOM = 256;

  private long[] arrivals = new long[ROOM];
  private long[] delays = new long[ROOM];
  private int size;

  void add(long eventMs, long arrivalMs) {
    if (size == arrivals.length) {
      arrivals = Arrays.copyOf(arrivals, 2 * size);
      delays = Arrays.copyOf(delays, 2 * size);
    }
    arrivals[size] = arrivalMs;
    delays[size++] = arrivalMs - eventMs;
  }

  /** The sum of one reading or more; nothing can be added after it. */
  DeviceArrivals sum() {
    Range arrived = range(arrivals);
    Range delayed = range(delays);
    int doublings = DeviceArrivals.doublings(arrived.first(), arrived.last(), 0);
    Bins cells = cells(doublings);
    Bins least = least(arrived, doublings);
    for (int i = 0; i < size; i++) {
      arrivals[i] -= delays[i];
    }
    return new DeviceArrivals(size, range(arrivals), arrived, delayed, doublings, cells, least);
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

  private Bins cells(int doublings) {
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      keys[i] = DeviceArrivals.cell(DeviceArrivals.span(arrivals[i], doublings), delays[i]);
    }
    return Bins.ofCounts(keys, size);
  }

  private Bins least(Range arrived, int doublings) {
    long first = DeviceArrivals.span(arrived.first(), doublings);
    long[] least = new long[(int) (DeviceArrivals.span(arrived.last(), doublings) - first) + 1];
    Arrays.fill(least, Long.MAX_VALUE);
    for (int i = 0; i < size; i++) {
      int span = (int) (DeviceArrivals.span(arrivals[i], doublings) - first);
      least[span] = Math.min(least[span], delays[i]);
    }
    long[] keys = new long[least.length];
    int spans = 0;
    for (int span = 0; span < least.length; span++) {
      if (least[span] != Long.MAX_VALUE) {
        keys[spans] = first + span;
        least[spans++] = least[span];
      }
    }
    return Bins.ofSorted(Arrays.copyOf(keys, spans), Arrays.copyOf(least, spans));
  }
}
