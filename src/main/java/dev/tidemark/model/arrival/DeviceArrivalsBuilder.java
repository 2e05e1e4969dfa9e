package dev.tidemark.model.arrival;

import dev.tidemark.model.arrival.DeviceArrivals.Range;

/**
 * Sums up the arrivals of one device's readings. Counts each of them in its span of time at once,
 * and makes the spans longer when there would be too many; so it stays small, however many readings
 * there are.
 */
final class DeviceArrivalsBuilder {
  /** More than there are spans, and a power of two: neighbouring spans have different slots. */
  private static final int SLOTS = 2 * Integer.highestOneBit(DeviceArrivals.MAX_SPANS);

  /** The delays of the readings that arrived in one span of time. */
  private static final class Span {
    private final BinCounts delays = new BinCounts();
    private long least = Long.MAX_VALUE;

    void add(long delayMs) {
      delays.add(DeviceArrivals.delayBin(delayMs), 1);
      least = Math.min(least, delayMs);
    }

    void add(Span other) {
      delays.add(other.delays);
      least = Math.min(least, other.least);
    }
  }

  /** The least and the greatest of some numbers. */
  private static final class Extremes {
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(long value) {
      first = Math.min(first, value);
      last = Math.max(last, value);
    }

    Range range() {
      return new Range(first, last);
    }
  }

  private final Extremes eventTimes = new Extremes();
  private final Extremes arrivals = new Extremes();
  private final Extremes delays = new Extremes();
  private long readings;

  /** By slot; null where nothing arrived. */
  private Span[] spans = new Span[SLOTS];

  private int doublings;
  private long firstSpan = Long.MAX_VALUE;
  private long lastSpan = Long.MIN_VALUE;

  void add(long eventMs, long arrivalMs) {
    readings++;
    eventTimes.add(eventMs);
    arrivals.add(arrivalMs);
    delays.add(arrivalMs - eventMs);
    long span = DeviceArrivals.span(arrivalMs, doublings);
    if (span < firstSpan || span > lastSpan) {
      cover();
      span = DeviceArrivals.span(arrivalMs, doublings);
    }
    int slot = slot(span);
    if (spans[slot] == null) {
      spans[slot] = new Span();
    }
    spans[slot].add(arrivalMs - eventMs);
  }

  private static int slot(long span) {
    return (int) span & (SLOTS - 1);
  }

  /** Makes room for all arrivals so far. */
  private void cover() {
    int enough = DeviceArrivals.doublings(arrivals.first, arrivals.last, doublings);
    if (enough > doublings) {
      doubleSpans(enough - doublings);
    }
    firstSpan = DeviceArrivals.span(arrivals.first, doublings);
    lastSpan = DeviceArrivals.span(arrivals.last, doublings);
  }

  private void doubleSpans(int times) {
    Span[] longer = new Span[SLOTS];
    for (long span = firstSpan; span <= lastSpan; span++) {
      Span part = spans[slot(span)];
      int slot = slot(span >> times);
      if (longer[slot] == null) {
        longer[slot] = part;
      } else if (part != null) {
        longer[slot].add(part);
      }
    }
    spans = longer;
    doublings += times;
  }

  /** The sum of one reading or more. */
  DeviceArrivals sum() {
    Bins.Builder cells = new Bins.Builder();
    Bins.Builder least = new Bins.Builder();
    for (long number = firstSpan; number <= lastSpan; number++) {
      Span span = spans[slot(number)];
      if (span != null) {
        span.delays.addTo(cells, DeviceArrivals.cell(number, 0));
        least.add(number, span.least);
      }
    }
    return new DeviceArrivals(
        readings,
        eventTimes.range(),
        arrivals.range(),
        delays.range(),
        doublings,
        cells.build(),
        least.build());
  }
}
