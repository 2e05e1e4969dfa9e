package dev.tidemark.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.arrival.ArrivalSummary;
import dev.tidemark.model.arrival.DeviceArrivals;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.pipeline.PipelineSpec.SinkSpec;
import dev.tidemark.pipeline.PipelineSpec.StepSpec;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.time.EventTime;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of {@code _report.json}: what the page of a run shows beside its results and its
 * manifest. Times and delays are in ms.
 */
record RunRecord(RunRequest request, RecordCounts counts) {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  String toJson() {
    PipelineSpec spec = request.spec();
    ArrivalSummary arrivals = counts.findings().arrivals();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", FORMAT);
    fields.put("tidemark", Version.ofTidemark());
    fields.put("pipeline_file", request.pipelineFile().path());
    fields.put("pipeline_text", request.pipelineText());
    fields.put("inputs", request.paths().input().stream().map(PathOrUri::path).toList());
    fields.put("names", names(spec.schema()));
    fields.put("transforms", transforms(spec));
    spec.firstTimestamps()
        .ifPresent(step -> fields.put("event_time", eventTime(step, spec.hasArrivals())));
    fields.put("readings", arrivals.readings());
    List<Map<String, Object>> devices = new ArrayList<>();
    List<Map<String, Object>> density = new ArrayList<>();
    long shown = 0;
    for (Map.Entry<String, DeviceArrivals> entry : arrivals.devices().entrySet()) {
      devices.add(device(entry.getKey(), entry.getValue()));
      density.add(density(entry.getKey(), entry.getValue()));
      shown += entry.getValue().readings();
    }
    fields.put("devices", devices);
    fields.put("other_devices", Map.of("readings", arrivals.readings() - shown));
    fields.put("density", density);
    fields.put(
        "delay_histogram",
        arrivals.delays().stream()
            .map(bin -> List.of(bin.lowerMs(), bin.upperMs(), bin.readings()))
            .toList());
    try {
      return JSON.writeValueAsString(fields) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a record in memory cannot fail", e);
    }
  }

  /** The fields that name a reading for --explain, with what stands for one that is absent. */
  private static Map<String, String> names(ReadingSchema schema) {
    Map<String, String> absent = new LinkedHashMap<>();
    for (Field field : schema.names()) {
      absent.put(field.name(), field.type() == Field.Type.WHOLE ? "0" : "");
    }
    return absent;
  }

  private static List<Map<String, Object>> transforms(PipelineSpec spec) {
    Map<String, String> directories = new LinkedHashMap<>();
    for (SinkSpec sink : spec.sinks()) {
      directories.put(sink.name(), sink.destination().label());
    }
    List<Map<String, Object>> transforms = new ArrayList<>();
    for (PipelineSpec.Transform each : spec.transforms()) {
      Map<String, Object> transform = new LinkedHashMap<>();
      transform.put("name", each.name());
      transform.put("type", each.type());
      transform.put("inputs", each.input().stream().toList());
      Optional.ofNullable(directories.get(each.name()))
          .ifPresent(sink -> transform.put("sink", sink));
      transforms.add(transform);
    }
    return transforms;
  }

  private static Map<String, Object> eventTime(StepSpec step, boolean hasArrivals) {
    EventTime eventTime = step.step().assignedEventTime().orElseThrow();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", step.name());
    fields.put("field", eventTime.field().name());
    fields.put("max_delay_ms", eventTime.maxDelay().toMillis());
    fields.put("has_arrivals", hasArrivals);
    return fields;
  }

  private static Map<String, Object> device(String name, DeviceArrivals device) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("device", name);
    fields.put("readings", device.readings());
    fields.put("first_event_ms", device.eventTimes().first());
    fields.put("last_event_ms", device.eventTimes().last());
    fields.put("first_arrival_ms", device.arrivals().first());
    fields.put("last_arrival_ms", device.arrivals().last());
    fields.put("min_delay_ms", device.delays().first());
    fields.put("max_delay_ms", device.delays().last());
    return fields;
  }

  /** Readings by span of arrivals and delay, and the least delay of each span. */
  private static Map<String, Object> density(String name, DeviceArrivals device) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("device", name);
    fields.put("arrival_bin_ms", device.spanMs());
    fields.put(
        "cells",
        device.cells().stream()
            .map(
                cell ->
                    List.of(
                        cell.startMs(), cell.lowerDelayMs(), cell.upperDelayMs(), cell.readings()))
            .toList());
    fields.put(
        "least",
        device.least().stream().map(span -> List.of(span.startMs(), span.delayMs())).toList());
    return fields;
  }
}
