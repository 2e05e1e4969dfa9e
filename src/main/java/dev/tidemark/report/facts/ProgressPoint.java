package dev.tidemark.report.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far a stream had come at one moment.
 *
 * @param seconds since the run started
 * @param arrivalClock the latest arrival time, ms since 1970
 * @param watermark ms since 1970
 * @param behindMs how far the watermark was behind the arrival clock
 * @param openWindows by step
 * @param rows by sink
 */
public record ProgressPoint(
    double seconds,
    long readings,
    OptionalLong arrivalClock,
    OptionalLong watermark,
    OptionalLong behindMs,
    Map<String, Long> openWindows,
    Map<String, Long> rows,
    long heapBytes) {

  static ProgressPoint of(JsonNode row) {
    return new ProgressPoint(
        row.path("seconds").asDouble(),
        row.path("readings").asLong(),
        instant(row.path("arrival_clock")),
        instant(row.path("watermark")),
        row.path("behind_ms").isNumber()
            ? OptionalLong.of(row.path("behind_ms").asLong())
            : OptionalLong.empty(),
        Json.map(row.path("open_windows"), JsonNode::asLong),
        Json.map(row.path("rows"), JsonNode::asLong),
        row.path("heap_bytes").asLong());
  }

  /** The later of two neighbours, with what was largest in either. */
  ProgressPoint after(ProgressPoint before) {
    return new ProgressPoint(
        seconds,
        readings,
        arrivalClock,
        watermark,
        behindMs.isPresent() && before.behindMs.isPresent()
            ? OptionalLong.of(Math.max(behindMs.getAsLong(), before.behindMs.getAsLong()))
            : behindMs,
        openWindows,
        rows,
        Math.max(heapBytes, before.heapBytes));
  }

  private static OptionalLong instant(JsonNode text) {
    return Json.instant(text.asText())
        .map(instant -> OptionalLong.of(instant.toEpochMilli()))
        .orElse(OptionalLong.empty());
  }
}
