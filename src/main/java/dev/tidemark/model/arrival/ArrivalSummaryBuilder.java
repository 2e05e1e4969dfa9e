package dev.tidemark.model.arrival;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums up the arrivals of some readings, one after the other; holds two numbers of each. Can be
 * used again after each sum, and is faster then. Not for several threads.
 */
public final class ArrivalSummaryBuilder {
  /** Devices are told apart by so many characters of their names. */
  private static final int MAX_NAME = 200;

  private final Map<String, DeviceArrivalsBuilder> devices = new HashMap<>();
  private final Deque<DeviceArrivalsBuilder> spare = new ArrayDeque<>();
  private final BinCounts delays = new BinCounts();
  private long readings;

  /** Of the devices, by name. */
  private String last = "";

  /** Adds a reading, of an event time and an arrival in ms since 1970. */
  public void add(String device, long eventMs, long arrivalMs) {
    readings++;
    delays.add(DelayScale.FINE.bin(arrivalMs - eventMs), 1);
    String name = device.length() <= MAX_NAME ? device : device.substring(0, MAX_NAME);
    DeviceArrivalsBuilder known = devices.get(name);
    if (known == null && isAmongFirst(name)) {
      known = spare.isEmpty() ? new DeviceArrivalsBuilder() : spare.pop();
      put(name, known);
    }
    if (known != null) {
      known.add(eventMs, arrivalMs);
    }
  }

  /** One that is not now never is: only names before others come in. */
  private boolean isAmongFirst(String name) {
    return devices.size() < ArrivalSummary.MAX_DEVICES || name.compareTo(last) < 0;
  }

  private void put(String name, DeviceArrivalsBuilder device) {
    devices.put(name, device);
    if (devices.size() > ArrivalSummary.MAX_DEVICES) {
      devices.remove(last);
    }
    last = Collections.max(devices.keySet());
  }

  /** The summary of all that was added since the last one. */
  public ArrivalSummary sum() {
    TreeMap<String, DeviceArrivals> sums = new TreeMap<>();
    devices.forEach((name, device) -> sums.put(name, device.sum()));
    ArrivalSummary sum = new ArrivalSummary(readings, delays.bins(), sums);
    spare.addAll(devices.values());
    devices.clear();
    delays.clear();
    readings = 0;
    return sum;
  }
}
