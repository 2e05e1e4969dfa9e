package dev.tidemark.model.arrival;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Sums up the arrivals of some readings, one after the other; holds two numbers of each. */
public final class ArrivalSummaryBuilder {
  /** Devices are told apart by so many characters of their names. */
  private static final int MAX_NAME = 200;

  private final Map<String, DeviceArrivalsBuilder> devices = new HashMap<>();
  private final BinCounts delays = new BinCounts();
  private long readings;

  /** Adds a reading, of an event time and an arrival in ms since 1970. */
  public void add(String device, long eventMs, long arrivalMs) {
    readings++;
    delays.add(DelayScale.FINE.bin(arrivalMs - eventMs), 1);
    String name = device.length() <= MAX_NAME ? device : device.substring(0, MAX_NAME);
    DeviceArrivalsBuilder known = devices.get(name);
    if (known == null && isAmongFirst(name)) {
      known = new DeviceArrivalsBuilder();
      devices.put(name, known);
      if (devices.size() > ArrivalSummary.MAX_DEVICES) {
        devices.remove(last());
      }
    }
    if (known != null) {
      known.add(eventMs, arrivalMs);
    }
  }

  /** One that is not now never is: only names before others come in. */
  private boolean isAmongFirst(String name) {
    return devices.size() < ArrivalSummary.MAX_DEVICES || name.compareTo(last()) < 0;
  }

  private String last() {
    return devices.keySet().stream().max(String::compareTo).orElseThrow();
  }

  /** The summary of all that was added; nothing can be added after it. */
  public ArrivalSummary sum() {
    TreeMap<String, DeviceArrivals> sums = new TreeMap<>();
    devices.forEach((name, device) -> sums.put(name, device.sum()));
    return new ArrivalSummary(readings, delays.bins(), sums);
  }
}
