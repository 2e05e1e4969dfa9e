package dev.tidemark.ordered;

import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.OrderingSpec;

/** The order in which bounded input is processed, for rows of columns. */
record RowOrder(OrderingSpec spec) {
  static RowOrder of(OrderingSpec spec) {
    return new RowOrder(spec);
  }

  /** Sorts readings; returns them themselves if they are sorted. */
  ReadingColumns sort(ReadingColumns readings) {
    int size = readings.size();
    long[] times = new long[size];
    int[] rows = new int[size];
    for (int row = 0; row < size; row++) {
      times[row] = spec.sortTime(readings, row);
      rows[row] = row;
    }
    int firstRun = endOfRun(0, rows, times, readings);
    if (firstRun >= size) {
      return readings;
    }
    return readings.select(merged(rows, firstRun, times, readings), size);
  }

  /** Merges neighbouring runs, which are as long as they came, until one is left. */
  private int[] merged(int[] unsorted, int firstRun, long[] times, ReadingColumns readings) {
    int size = unsorted.length;
    int[] from = unsorted;
    int[] to = new int[size];
    int middle = firstRun;
    while (middle < size) {
      for (int start = 0; start < size; ) {
        middle = endOfRun(start, from, times, readings);
        int end = endOfRun(middle, from, times, readings);
        merge(from, start, middle, end, to, times, readings);
        start = end;
      }
      int[] sorted = to;
      to = from;
      from = sorted;
      middle = endOfRun(0, from, times, readings);
    }
    return from;
  }

  private void merge(
      int[] from, int start, int middle, int end, int[] to, long[] times, ReadingColumns readings) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takesLeft =
          left < middle && (right == end || compare(from[left], from[right], times, readings) <= 0);
      to[i] = takesLeft ? from[left++] : from[right++];
    }
  }

  private int endOfRun(int start, int[] rows, long[] times, ReadingColumns readings) {
    int end = Math.min(start + 1, rows.length);
    while (end < rows.length && compare(rows[end - 1], rows[end], times, readings) <= 0) {
      end++;
    }
    return end;
  }

  private int compare(int row, int other, long[] times, ReadingColumns readings) {
    int order = Long.compare(times[row], times[other]);
    return order != 0 ? order : spec.compareTies(readings.get(row), readings.get(other));
  }
}
