package dev.tidemark.report.facts;

import java.util.List;
import java.util.Map;

/**
 * What a run with {@code --report} has collected of its readings, from {@code _report.json}.
 *
 * @param names the fields that name a reading, with what stands for one that is absent
 * @param readings that have an event time
 * @param devices the first by name
 * @param delayHistogram least delay, first delay that is above, readings; ordered
 */
public record SummaryFacts(
    String tidemark,
    String pipelineFile,
    String pipelineText,
    List<String> inputs,
    Map<String, String> names,
    List<Transform> transforms,
    EventTime eventTime,
    long readings,
    List<DeviceDelays> devices,
    OtherDevices otherDevices,
    List<long[]> delayHistogram,
    List<Density> density) {

  /** Fills in what another version may not have written. */
  public SummaryFacts {
    tidemark = Json.orEmpty(tidemark);
    pipelineFile = Json.orEmpty(pipelineFile);
    pipelineText = Json.orEmpty(pipelineText);
    inputs = Json.orEmpty(inputs);
    names = names == null ? Map.of() : names;
    transforms = Json.orEmpty(transforms);
    eventTime = eventTime == null ? new EventTime("", "", 0, true) : eventTime;
    devices = Json.orEmpty(devices);
    otherDevices = otherDevices == null ? new OtherDevices(0L, 0) : otherDevices;
    delayHistogram = Json.orEmpty(delayHistogram).stream().filter(bin -> bin.length == 3).toList();
    density = Json.orEmpty(density);
  }

  /**
   * A transform of the pipeline file.
   *
   * @param settings as a person reads them
   * @param sink where its rows go; empty if it writes none
   */
  public record Transform(
      String name, String type, List<String> inputs, String settings, String sink) {
    /** Fills in what is missing. */
    public Transform {
      name = Json.orEmpty(name);
      type = Json.orEmpty(type);
      inputs = Json.orEmpty(inputs);
      settings = Json.orEmpty(settings);
      sink = Json.orEmpty(sink);
    }
  }

  /**
   * Where event times come from, and how late a reading may be.
   *
   * @param hasArrivals false where readings are taken to arrive when they happened
   */
  public record EventTime(String step, String field, long maxDelayMs, Boolean hasArrivals) {
    /** Fills in what is missing. */
    public EventTime {
      hasArrivals = hasArrivals == null || hasArrivals;
      step = Json.orEmpty(step);
      field = Json.orEmpty(field);
    }
  }

  /** The delays of one device: arrival minus event time. */
  public record DeviceDelays(
      String device,
      long readings,
      long firstEventMs,
      long lastEventMs,
      long firstArrivalMs,
      long lastArrivalMs,
      long minDelayMs,
      long maxDelayMs) {
    /** Fills in what is missing. */
    public DeviceDelays {
      device = Json.orEmpty(device);
    }
  }

  /**
   * The devices that are not listed.
   *
   * @param devices null if they were not counted
   */
  public record OtherDevices(Long devices, long readings) {}

  /**
   * How many readings of a device came when, with which delay.
   *
   * @param arrivalBinMs how long the bins of arrival times are
   * @param cells arrival from, least delay, first delay that is above, readings
   * @param least arrival from, least delay
   */
  public record Density(String device, long arrivalBinMs, List<long[]> cells, List<long[]> least) {
    /** Fills in what is missing. */
    public Density {
      device = Json.orEmpty(device);
      cells = Json.orEmpty(cells).stream().filter(cell -> cell.length == 4).toList();
      least = Json.orEmpty(least).stream().filter(point -> point.length == 2).toList();
    }
  }
}
