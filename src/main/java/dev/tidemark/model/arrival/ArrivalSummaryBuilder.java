package dev.tidemark.model.arrival;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums up the arrivals of some readings, one after the other. Bounded like their summary. Not for
 * several threads.
 */
public final class ArrivalSummaryBuilder {
  /** Devices are told apart by so many characters of their names. */
  private static final int MAX_NAME = 200;

  private final Map<String, DeviceArrivalsBuilder> devices = new HashMap<>();
  private final BinCounts delays = new BinCounts();
  private long readings;

  /** Of the devices, by name. */
  private String last = "";

  /** Adds a reading, of an event time and an arrival in ms since 1970. */
  public void add(String device, long eventMs, long arrivalMs) {
    readings++;
    delays.add(DelayScale.FINE.bin(arrivalMs - eventMs), 1);
    DeviceArrivalsBuilder known = devices.get(device);
    if (known == null) {
      addUnknown(device, eventMs, arrivalMs);
    } else {
      known.add(eventMs, arrivalMs);
    }
  }

  /** Adds a reading of a device that is new, has a long name, or is not among the first. */
  private void addUnknown(String device, long eventMs, long arrivalMs) {
    String name = device.length() <= MAX_NAME ? device : device.substring(0, MAX_NAME);
    if (!devices.containsKey(name) && isAmongFirst(name)) {
      put(name, new DeviceArrivalsBuilder());
    }
    if (devices.containsKey(name)) {
      devices.get(name).add(eventMs, arrivalMs);
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

  /** The summary of all readings. */
  public ArrivalSummary sum() {
    TreeMap<String, DeviceArrivals> sums = new TreeMap<>();
    devices.forEach((name, device) -> sums.put(name, device.sum()));
    return new ArrivalSummary(readings, delays.bins(), sums);
  }
}
