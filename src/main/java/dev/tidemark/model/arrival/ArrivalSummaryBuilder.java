package dev.tidemark.model.arrival;

import dev.tidemark.model.arrival.DeviceArrivals.Range;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Sums up the arrivals of some readings, one after the other. */
public final class ArrivalSummaryBuilder {
  /** Devices are told apart by so many characters of their names. */
  private static final int MAX_NAME = 200;

  private final Map<Long, Long> delays = new HashMap<>();
  private final TreeMap<String, Device> devices = new TreeMap<>();
  private long readings;

  /**
   * Readings of one device; what one reading has in common with the next is not looked up again.
   */
  private static final class Device {
    private final Map<Long, Long> cells = new HashMap<>();
    private final Map<Long, Long> least = new HashMap<>();
    private long readings;
    private long firstEvent = Long.MAX_VALUE;
    private long lastEvent = Long.MIN_VALUE;
    private long firstArrival = Long.MAX_VALUE;
    private long lastArrival = Long.MIN_VALUE;
    private long leastDelay = Long.MAX_VALUE;
    private long mostDelay = Long.MIN_VALUE;
    private long cell;
    private long inCell;
    private long span;
    private long leastInSpan;

    void add(long eventMs, long arrivalMs) {
      long delay = arrivalMs - eventMs;
      firstEvent = Math.min(firstEvent, eventMs);
      lastEvent = Math.max(lastEvent, eventMs);
      firstArrival = Math.min(firstArrival, arrivalMs);
      lastArrival = Math.max(lastArrival, arrivalMs);
      leastDelay = Math.min(leastDelay, delay);
      mostDelay = Math.max(mostDelay, delay);
      long itsSpan = DeviceArrivals.span(arrivalMs, 0);
      long itsCell = DeviceArrivals.cell(itsSpan, delay);
      if (readings > 0 && itsSpan != span) {
        endSpan();
      }
      if (readings > 0 && itsCell != cell) {
        endCell();
      }
      leastInSpan = readings > 0 && itsSpan == span ? Math.min(leastInSpan, delay) : delay;
      span = itsSpan;
      cell = itsCell;
      inCell++;
      readings++;
    }

    private void endSpan() {
      least.merge(span, leastInSpan, Math::min);
    }

    private void endCell() {
      cells.merge(cell, inCell, Long::sum);
      inCell = 0;
    }

    DeviceArrivals sum() {
      endSpan();
      endCell();
      return new DeviceArrivals(
              readings,
              new Range(firstEvent, lastEvent),
              new Range(firstArrival, lastArrival),
              new Range(leastDelay, mostDelay),
              0,
              Bins.of(cells),
              Bins.of(least))
          .bounded();
    }
  }

  /** Adds a reading, of an event time and an arrival in ms since 1970. */
  public void add(String device, long eventMs, long arrivalMs) {
    readings++;
    delays.merge((long) DelayScale.FINE.bin(arrivalMs - eventMs), 1L, Long::sum);
    String name = device.length() <= MAX_NAME ? device : device.substring(0, MAX_NAME);
    Device known = devices.get(name);
    if (known == null && isAmongFirst(name)) {
      known = new Device();
      devices.put(name, known);
      if (devices.size() > ArrivalSummary.MAX_DEVICES) {
        devices.pollLastEntry();
      }
    }
    if (known != null) {
      known.add(eventMs, arrivalMs);
    }
  }

  /** One that is not now never is: only names before others come in. */
  private boolean isAmongFirst(String name) {
    return devices.size() < ArrivalSummary.MAX_DEVICES || name.compareTo(devices.lastKey()) < 0;
  }

  /** The summary of all that was added; nothing can be added after it. */
  public ArrivalSummary sum() {
    TreeMap<String, DeviceArrivals> sums = new TreeMap<>();
    devices.forEach((name, device) -> sums.put(name, device.sum()));
    return new ArrivalSummary(readings, Bins.of(delays), sums);
  }
}
