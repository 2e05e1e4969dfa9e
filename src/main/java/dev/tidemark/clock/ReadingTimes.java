package dev.tidemark.clock;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * The arrival and event times of a device's readings: two numbers a reading. They are appended in
 * any order, and sorted by arrival, then by event time.
 */
final class ReadingTimes {
  private static final int LEAST = 16;

  private long[] arrivals = new long[LEAST];
  private long[] events = new long[LEAST];
  private int size;

  int size() {
    return size;
  }

  /** When a reading arrived, ns since 1970. */
  long arrival(int i) {
    return arrivals[i];
  }

  /** When a reading happened as its device has it, ns since 1970. */
  long event(int i) {
    return events[i];
  }

  /** How long after its event time a reading arrived, ns. */
  long delay(int i) {
    return Nanos.minus(arrivals[i], events[i]);
  }

  void add(long arrival, long event) {
    if (size == arrivals.length) {
      int capacity = size + (size >> 1);
      arrivals = Arrays.copyOf(arrivals, capacity);
      events = Arrays.copyOf(events, capacity);
    }
    arrivals[size] = arrival;
    events[size] = event;
    size++;
  }

  /** Replaces each event time. */
  void mapEvents(LongUnaryOperator mapping) {
    for (int i = 0; i < size; i++) {
      events[i] = mapping.applyAsLong(events[i]);
    }
  }

  /**
   * Sorts by arrival, then by event time. Merges the runs that are in order already, as files are:
   * so many files take few passes.
   */
  void sort() {
    int[] ends = runs();
    if (ends.length < 2) {
      return;
    }
    long[] toArrivals = new long[size];
    long[] toEvents = new long[size];
    while (ends.length > 1) {
      int[] merged = new int[(ends.length + 1) / 2];
      int start = 0;
      for (int run = 0; run < ends.length; run += 2) {
        int middle = ends[run];
        int end = run + 1 < ends.length ? ends[run + 1] : middle;
        merge(start, middle, end, toArrivals, toEvents);
        merged[run / 2] = end;
        start = end;
      }
      long[] spareArrivals = arrivals;
      long[] spareEvents = events;
      arrivals = toArrivals;
      events = toEvents;
      toArrivals = spareArrivals;
      toEvents = spareEvents;
      ends = merged;
    }
  }

  /** The ends of the stretches that are in order. */
  private int[] runs() {
    int[] ends = new int[LEAST];
    int count = 0;
    for (int i = 1; i <= size; i++) {
      if (i == size || isBefore(i, i - 1)) {
        if (count == ends.length) {
          ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = i;
      }
    }
    return Arrays.copyOf(ends, count);
  }

  private boolean isBefore(int one, int other) {
    return arrivals[one] != arrivals[other]
        ? arrivals[one] < arrivals[other]
        : events[one] < events[other];
  }

  private void merge(int start, int middle, int end, long[] toArrivals, long[] toEvents) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takesRight = left == middle || (right < end && isBefore(right, left));
      int from = takesRight ? right++ : left++;
      toArrivals[i] = arrivals[from];
      toEvents[i] = events[from];
    }
  }
}
