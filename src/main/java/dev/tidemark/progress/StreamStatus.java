package dev.tidemark.progress;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.aggregate.WindowMetrics;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.row.JsonRow;
import dev.tidemark.runner.EndOfStream;
import dev.tidemark.sink.Sinks;
import dev.tidemark.source.files.ReadFiles;
import dev.tidemark.source.stream.ReadStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.GaugeResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * How far a run has come, by its metrics: rows that are written again after a crash may count
 * twice.
 *
 * @param elapsed since the run has started
 * @param readings emitted so far
 * @param arrivalClock the latest arrival time emitted, ms since 1970
 * @param watermark ms since 1970
 * @param openWindows by step: windows that hold readings and still take more
 * @param rows by sink
 * @param waiting for a partition of which records are known that have not come
 */
public record StreamStatus(
    Duration elapsed,
    long readings,
    OptionalLong arrivalClock,
    OptionalLong watermark,
    Map<String, Long> openWindows,
    Map<String, Long> rows,
    Optional<Wait> waiting) {

  /**
   * What holds the source back.
   *
   * @param forWhom a partition
   * @param since ms since 1970
   */
  record Wait(String forWhom, long since) {}

  public static StreamStatus of(MetricResults metrics, Duration elapsed) {
    Map<String, Long> rows = new TreeMap<>();
    for (MetricResult<Long> counter :
        metrics
            .queryMetrics(filter(MetricNameFilter.inNamespace(Sinks.ROWS_WRITTEN)))
            .getCounters()) {
      rows.merge(counter.getName().getName(), counter.getAttempted(), Long::sum);
    }
    long readings = 0;
    for (MetricResult<Long> counter :
        metrics
            .queryMetrics(filter(MetricNameFilter.named(ReadFiles.PROGRESS, ReadFiles.READINGS)))
            .getCounters()) {
      readings += counter.getAttempted();
    }
    for (MetricResult<DistributionResult> stream :
        metrics
            .queryMetrics(
                filter(MetricNameFilter.named(ReadStream.PROGRESS, ReadStream.READINGS_SO_FAR)))
            .getDistributions()) {
      readings += Math.max(0, stream.getAttempted().getMax());
    }
    OptionalLong watermark = gauge(metrics, ReadStream.WATERMARK);
    return new StreamStatus(
        elapsed,
        readings,
        gauge(metrics, ReadStream.ARRIVAL_CLOCK),
        watermark,
        openWindows(metrics, watermark),
        rows,
        waiting(metrics));
  }

  /** How many bytes on disk a batch run has read. */
  static long bytesRead(MetricResults metrics) {
    long bytes = 0;
    for (MetricResult<Long> counter :
        metrics
            .queryMetrics(filter(MetricNameFilter.named(ReadFiles.PROGRESS, ReadFiles.BYTES)))
            .getCounters()) {
      bytes += counter.getAttempted();
    }
    return bytes;
  }

  /** The heap of this process that is in use. */
  static long heapBytes() {
    Runtime memory = Runtime.getRuntime();
    return memory.totalMemory() - memory.freeMemory();
  }

  /** How far the watermark is behind the newest arrival. */
  OptionalLong behindMs() {
    return arrivalClock.isPresent() && watermark.isPresent()
        ? OptionalLong.of(arrivalClock.getAsLong() - watermark.getAsLong())
        : OptionalLong.empty();
  }

  /** How fast readings were emitted on the average. */
  long readingsPerSecond() {
    return perSecond(readings, elapsed);
  }

  /** How fast they were emitted since an earlier status. */
  private long readingsPerSecond(StreamStatus before) {
    return perSecond(readings - before.readings, elapsed.minus(before.elapsed));
  }

  /** None in no time. */
  private static long perSecond(long count, Duration time) {
    long millis = time.toMillis();
    return millis <= 0 ? 0 : Math.round(count * 1e3 / millis);
  }

  /** The status as a row of {@code _progress.jsonl}. */
  String toRow(StreamStatus before) {
    return JsonRow.of(
        json -> {
          json.writeStringField("time", JsonRow.windowBound(Instant.now().toEpochMilli()));
          json.writeNumberField("seconds", elapsed.toMillis() / 1e3);
          json.writeNumberField("readings", readings);
          json.writeNumberField("readings_per_second", readingsPerSecond(before));
          if (arrivalClock.isPresent()) {
            json.writeStringField("arrival_clock", JsonRow.windowBound(arrivalClock.getAsLong()));
          }
          if (watermark.isPresent()) {
            json.writeStringField("watermark", JsonRow.windowBound(watermark.getAsLong()));
          }
          if (behindMs().isPresent()) {
            json.writeNumberField("behind_ms", behindMs().getAsLong());
          }
          if (waiting.isPresent()) {
            json.writeStringField("waiting_for", waiting.get().forWhom());
            json.writeStringField("waiting_since", JsonRow.windowBound(waiting.get().since()));
          }
          writeCounts("open_windows", openWindows, json);
          writeCounts("rows", rows, json);
          json.writeNumberField("heap_bytes", heapBytes());
        });
  }

  /** When every step has received all input, no window is open. */
  private static Map<String, Long> openWindows(MetricResults metrics, OptionalLong watermark) {
    Map<String, Long> open = WindowMetrics.open(metrics, watermark.orElse(StreamProgress.NO_CLOCK));
    if (EndOfStream.marks(metrics).isPresent()) {
      open.replaceAll((step, count) -> 0L);
    }
    return open;
  }

  private static void writeCounts(String name, Map<String, Long> counts, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
  }

  private static Optional<Wait> waiting(MetricResults metrics) {
    for (MetricResult<GaugeResult> gauge :
        metrics
            .queryMetrics(filter(MetricNameFilter.inNamespace(ReadStream.WAITING_FOR)))
            .getGauges()) {
      String topic = gauge.getName().getName();
      long partition = gauge.getAttempted().getValue() - 1;
      OptionalLong since = gauge(metrics, ReadStream.WAITING_SINCE, topic);
      if (partition >= 0 && since.isPresent()) {
        return Optional.of(new Wait(topic + "/" + partition, since.getAsLong()));
      }
    }
    return Optional.empty();
  }

  private static OptionalLong gauge(MetricResults metrics, String name) {
    return gauge(metrics, ReadStream.PROGRESS, name);
  }

  private static OptionalLong gauge(MetricResults metrics, String namespace, String name) {
    OptionalLong latest = OptionalLong.empty();
    for (MetricResult<GaugeResult> gauge :
        metrics.queryMetrics(filter(MetricNameFilter.named(namespace, name))).getGauges()) {
      latest = OptionalLong.of(gauge.getAttempted().getValue());
    }
    return latest;
  }

  private static MetricsFilter filter(MetricNameFilter name) {
    return MetricsFilter.builder().addNameFilter(name).build();
  }
}
