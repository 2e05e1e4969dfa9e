package dev.tidemark.run;

import dev.tidemark.ingest.StreamActivity;
import dev.tidemark.model.JsonRow;
import dev.tidemark.sink.WriteStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.GaugeResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * Where a stream is, by its metrics: they may count what is done again twice.
 *
 * @param elapsed since the run has started
 * @param readings given out so far
 * @param arrivalClock the latest arrival time given out, ms since 1970
 * @param watermark ms since 1970
 * @param rows by sink
 */
record StreamStatus(
    Duration elapsed,
    long readings,
    OptionalLong arrivalClock,
    OptionalLong watermark,
    Map<String, Long> rows) {

  static StreamStatus of(MetricResults metrics, Duration elapsed) {
    Map<String, Long> rows = new TreeMap<>();
    for (MetricResult<Long> counter :
        metrics
            .queryMetrics(filter(MetricNameFilter.inNamespace(WriteStream.ROWS)))
            .getCounters()) {
      rows.merge(counter.getName().getName(), counter.getAttempted(), Long::sum);
    }
    long readings = 0;
    for (MetricResult<Long> counter :
        metrics
            .queryMetrics(
                filter(MetricNameFilter.named(StreamActivity.PROGRESS, StreamActivity.READINGS)))
            .getCounters()) {
      readings += counter.getAttempted();
    }
    return new StreamStatus(
        elapsed,
        readings,
        gauge(metrics, StreamActivity.ARRIVAL_CLOCK),
        gauge(metrics, StreamActivity.WATERMARK),
        rows);
  }

  /** How far the watermark is behind the newest arrival. */
  OptionalLong behindMs() {
    return arrivalClock.isPresent() && watermark.isPresent()
        ? OptionalLong.of(arrivalClock.getAsLong() - watermark.getAsLong())
        : OptionalLong.empty();
  }

  /** The status as a row of {@code _progress.jsonl}. */
  String toRow(StreamStatus before) {
    double seconds = elapsed.minus(before.elapsed).toMillis() / 1e3;
    return JsonRow.of(
        json -> {
          json.writeStringField("time", JsonRow.windowBound(Instant.now().toEpochMilli()));
          json.writeNumberField("seconds", elapsed.toMillis() / 1e3);
          json.writeNumberField("readings", readings);
          json.writeNumberField(
              "readings_per_second", Math.round((readings - before.readings) / seconds));
          if (arrivalClock.isPresent()) {
            json.writeStringField("arrival_clock", JsonRow.windowBound(arrivalClock.getAsLong()));
          }
          if (watermark.isPresent()) {
            json.writeStringField("watermark", JsonRow.windowBound(watermark.getAsLong()));
          }
          if (behindMs().isPresent()) {
            json.writeNumberField("behind_ms", behindMs().getAsLong());
          }
          json.writeObjectFieldStart("rows");
          for (Map.Entry<String, Long> sink : rows.entrySet()) {
            json.writeNumberField(sink.getKey(), sink.getValue());
          }
          json.writeEndObject();
          Runtime memory = Runtime.getRuntime();
          json.writeNumberField("heap_bytes", memory.totalMemory() - memory.freeMemory());
        });
  }

  private static OptionalLong gauge(MetricResults metrics, String name) {
    OptionalLong latest = OptionalLong.empty();
    for (MetricResult<GaugeResult> gauge :
        metrics
            .queryMetrics(filter(MetricNameFilter.named(StreamActivity.PROGRESS, name)))
            .getGauges()) {
      latest = OptionalLong.of(gauge.getAttempted().getValue());
    }
    return latest;
  }

  private static MetricsFilter filter(MetricNameFilter name) {
    return MetricsFilter.builder().addNameFilter(name).build();
  }
}
