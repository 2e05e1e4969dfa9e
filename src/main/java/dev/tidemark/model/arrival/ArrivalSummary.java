package dev.tidemark.model.arrival;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How readings arrived: the delays of all, and more of each device. It is bounded, and the same
 * however the readings were divided before it was added up.
 */
public final class ArrivalSummary {
  /** Devices beyond these, by name, are in the numbers of all readings only. */
  public static final int MAX_DEVICES = 16;

  public static final ArrivalSummary NONE = new ArrivalSummary(0, Bins.NONE, Map.of());

  /** The readings with delays from a bound up to, but not including, another one. */
  public record Delays(long lowerMs, long upperMs, long readings) {}

  private final long readings;
  private final Bins delays;
  private final Map<String, DeviceArrivals> devices;

  ArrivalSummary(long readings, Bins delays, Map<String, DeviceArrivals> devices) {
    this.readings = readings;
    this.delays = delays;
    this.devices = devices;
  }

  public boolean isEmpty() {
    return readings == 0;
  }

  /** How many readings there are, of all devices. */
  public long readings() {
    return readings;
  }

  /** The first devices by name; one whose readings name no device is the empty text. */
  public Map<String, DeviceArrivals> devices() {
    return devices;
  }

  /** The delays of all readings, in ascending order; the counts are exact. */
  public List<Delays> delays() {
    List<Delays> list = new ArrayList<>();
    for (int i = 0; i < delays.size(); i++) {
      int bin = (int) delays.key(i);
      list.add(new Delays(DelayScale.FINE.lower(bin), DelayScale.FINE.upper(bin), delays.value(i)));
    }
    return list;
  }

  Bins delayBins() {
    return delays;
  }

  public ArrivalSummary plus(ArrivalSummary other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    TreeMap<String, DeviceArrivals> both = new TreeMap<>(devices);
    other.devices.forEach((device, more) -> both.merge(device, more, DeviceArrivals::plus));
    // What is dropped here would also be dropped from the whole.
    while (both.size() > MAX_DEVICES) {
      both.pollLastEntry();
    }
    return new ArrivalSummary(
        readings + other.readings, delays.plus(other.delays, Long::sum), both);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArrivalSummary summary
        && readings == summary.readings
        && delays.equals(summary.delays)
        && devices.equals(summary.devices);
  }

  @Override
  public int hashCode() {
    return 31 * delays.hashCode() + devices.hashCode();
  }
}
