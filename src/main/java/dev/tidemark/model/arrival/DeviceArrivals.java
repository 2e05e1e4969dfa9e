package dev.tidemark.model.arrival;

import java.util.ArrayList;
import java.util.List;

/**
 * How the readings of one device arrived. Times are in ms since 1970; a delay is how many ms after
 * its event time a reading arrived.
 */
public final class DeviceArrivals {
  /** The most spans of time that arrivals are divided into. */
  static final int MAX_SPANS = 96;

  private static final long SHORTEST_SPAN_MS = 1_000;

  /** A cell's key is the number of its span and, in the lowest bits, that of its delay's bin. */
  private static final int DELAY_BITS = 10;

  private static final int DELAY_MASK = (1 << DELAY_BITS) - 1;

  private static final int DELAY_ORIGIN = 1 << (DELAY_BITS - 1);

  /** From the first to the last of some instants or delays, ms. */
  public record Range(long first, long last) {
    Range plus(Range other) {
      return new Range(Math.min(first, other.first), Math.max(last, other.last));
    }
  }

  /** The readings that arrived in a span of time with delays in a bin: upper bounds are open. */
  public record Cell(long startMs, long lowerDelayMs, long upperDelayMs, long readings) {}

  /** The least delay of the readings that arrived in a span of time. */
  public record Least(long startMs, long delayMs) {}

  private final long readings;
  private final Range eventTimes;
  private final Range arrivals;
  private final Range delays;

  /** Spans are {@link #SHORTEST_SPAN_MS} long, doubled so many times. */
  private final int doublings;

  private final Bins cells;
  private final Bins least;

  DeviceArrivals(
      long readings,
      Range eventTimes,
      Range arrivals,
      Range delays,
      int doublings,
      Bins cells,
      Bins least) {
    this.readings = readings;
    this.eventTimes = eventTimes;
    this.arrivals = arrivals;
    this.delays = delays;
    this.doublings = doublings;
    this.cells = cells;
    this.least = least;
  }

  public long readings() {
    return readings;
  }

  public Range eventTimes() {
    return eventTimes;
  }

  public Range arrivals() {
    return arrivals;
  }

  public Range delays() {
    return delays;
  }

  /** How long the spans of time are that arrivals are divided into, ms. */
  public long spanMs() {
    return SHORTEST_SPAN_MS << doublings;
  }

  /** Readings by time of arrival and delay: by time, then by delay. */
  public List<Cell> cells() {
    List<Cell> list = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      int bin = ((int) cells.key(i) & DELAY_MASK) - DELAY_ORIGIN;
      list.add(
          new Cell(
              (cells.key(i) >> DELAY_BITS) * spanMs(),
              DelayScale.COARSE.lower(bin),
              DelayScale.COARSE.upper(bin),
              cells.value(i)));
    }
    return list;
  }

  /** The least delay by time of arrival, for each span of time with readings. */
  public List<Least> least() {
    List<Least> list = new ArrayList<>();
    for (int i = 0; i < least.size(); i++) {
      list.add(new Least(least.key(i) * spanMs(), least.value(i)));
    }
    return list;
  }

  int doublings() {
    return doublings;
  }

  Bins cellBins() {
    return cells;
  }

  Bins leastBins() {
    return least;
  }

  DeviceArrivals plus(DeviceArrivals other) {
    int most = Math.max(doublings, other.doublings);
    DeviceArrivals one = inSpans(most);
    DeviceArrivals two = other.inSpans(most);
    return new DeviceArrivals(
            readings + other.readings,
            eventTimes.plus(other.eventTimes),
            arrivals.plus(other.arrivals),
            delays.plus(other.delays),
            most,
            one.cells.plus(two.cells, Long::sum),
            one.least.plus(two.least, Math::min))
        .bounded();
  }

  /**
   * The same, in spans so long that there are not too many. How long they are depends on the first
   * and the last arrival alone, and not on what was added up in which order.
   */
  DeviceArrivals bounded() {
    return inSpans(doublings(arrivals.first(), arrivals.last(), doublings));
  }

  /** How often spans are doubled at least, so that there are not too many. */
  static int doublings(long firstArrival, long lastArrival, int least) {
    int enough = least;
    while (span(lastArrival, enough) - span(firstArrival, enough) >= MAX_SPANS) {
      enough++;
    }
    return enough;
  }

  private DeviceArrivals inSpans(int doubled) {
    int more = doubled - doublings;
    if (more == 0) {
      return this;
    }
    return new DeviceArrivals(
        readings,
        eventTimes,
        arrivals,
        delays,
        doubled,
        cellsIn(doubled),
        least.rekeyed(span -> span >> more, Math::min));
  }

  /** The cells in longer spans: those of one of them come one after the other. */
  private Bins cellsIn(int doubled) {
    int shift = DELAY_BITS + doubled - doublings;
    Bins.Builder longer = new Bins.Builder();
    BinCounts inSpan = new BinCounts();
    for (int i = 0; i < cells.size(); i++) {
      inSpan.add((int) cells.key(i) & DELAY_MASK, cells.value(i));
      long span = cells.key(i) >> shift;
      if (i + 1 == cells.size() || cells.key(i + 1) >> shift != span) {
        inSpan.addTo(longer, span << DELAY_BITS);
        inSpan.clear();
      }
    }
    return longer.build();
  }

  static long span(long arrivalMs, int doublings) {
    return Math.floorDiv(arrivalMs, SHORTEST_SPAN_MS) >> doublings;
  }

  static int delayBin(long delayMs) {
    return DelayScale.COARSE.bin(delayMs);
  }

  static long cell(long span, int delayBin) {
    return (span << DELAY_BITS) | (delayBin + DELAY_ORIGIN);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceArrivals device
        && readings == device.readings
        && eventTimes.equals(device.eventTimes)
        && arrivals.equals(device.arrivals)
        && delays.equals(device.delays)
        && doublings == device.doublings
        && cells.equals(device.cells)
        && least.equals(device.least);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(readings) + 31 * cells.hashCode();
  }
}
