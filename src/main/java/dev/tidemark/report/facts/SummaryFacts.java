package dev.tidemark.report.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a run with {@code --report} has collected of its readings, from {@code _report.json}.
 *
 * @param names the fields that name a reading, with what stands for one that is absent
 * @param readings that have an event time
 * @param devices the first by name
 * @param ofOtherDevices readings of those that are not listed
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
    long ofOtherDevices,
    List<long[]> delayHistogram,
    List<Density> density) {

  /** What a record of a run says, as far as its version says it. */
  static SummaryFacts of(JsonNode json) {
    return new SummaryFacts(
        json.path("tidemark").asText(),
        json.path("pipeline_file").asText(),
        json.path("pipeline_text").asText(),
        Json.list(json.path("inputs"), JsonNode::asText),
        Json.map(json.path("names"), JsonNode::asText),
        Json.list(json.path("transforms"), Transform::of),
        EventTime.of(json.path("event_time")),
        json.path("readings").asLong(),
        Json.list(json.path("devices"), DeviceDelays::of),
        json.path("other_devices").path("readings").asLong(),
        Json.numbers(json.path("delay_histogram"), 3),
        Json.list(json.path("density"), Density::of));
  }

  /** The largest delay of all readings; empty where not all devices are listed. */
  public OptionalLong largestDelayMs() {
    return ofOtherDevices == 0
        ? devices.stream().mapToLong(DeviceDelays::maxDelayMs).max()
        : OptionalLong.empty();
  }

  /**
   * A transform of the pipeline file.
   *
   * @param settings as a person reads them
   * @param sink where its rows go; empty if it writes none
   */
  public record Transform(
      String name, String type, List<String> inputs, String settings, String sink) {
    private static Transform of(JsonNode json) {
      return new Transform(
          json.path("name").asText(),
          json.path("type").asText(),
          Json.list(json.path("inputs"), JsonNode::asText),
          json.path("settings").asText(),
          json.path("sink").asText());
    }
  }

  /**
   * Where event times come from, and how late a reading may be.
   *
   * @param hasArrivals false where readings are taken to arrive when they happened
   */
  public record EventTime(String step, String field, long maxDelayMs, boolean hasArrivals) {
    private static EventTime of(JsonNode json) {
      return new EventTime(
          json.path("step").asText(),
          json.path("field").asText(),
          json.path("max_delay_ms").asLong(),
          json.path("has_arrivals").asBoolean(true));
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
    private static DeviceDelays of(JsonNode json) {
      return new DeviceDelays(
          deviceOf(json),
          json.path("readings").asLong(),
          json.path("first_event_ms").asLong(),
          json.path("last_event_ms").asLong(),
          json.path("first_arrival_ms").asLong(),
          json.path("last_arrival_ms").asLong(),
          json.path("min_delay_ms").asLong(),
          json.path("max_delay_ms").asLong());
    }
  }

  /**
   * How many readings of a device came when, with which delay.
   *
   * @param arrivalBinMs how long the bins of arrival times are
   * @param cells arrival from, least delay, first delay that is above, readings
   * @param least arrival from, least delay
   */
  public record Density(String device, long arrivalBinMs, List<long[]> cells, List<long[]> least) {
    private static Density of(JsonNode json) {
      return new Density(
          deviceOf(json),
          json.path("arrival_bin_ms").asLong(),
          Json.numbers(json.path("cells"), 4),
          Json.numbers(json.path("least"), 2));
    }
  }

  /** Readings without a device have the name by which clocks lists them. */
  private static String deviceOf(JsonNode json) {
    String name = json.path("device").asText();
    return name.isEmpty() ? "(no name)" : name;
  }
}
