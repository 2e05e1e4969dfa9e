package dev.tidemark.progress;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A figure of a run, as Prometheus knows it: in base units, and with {@code _total} at the end of
 * what only grows.
 */
enum Figure {
  RUN("run_info", "gauge", "Which pipeline runs, on which runner and in which mode."),
  HEAP("heap_used_bytes", "gauge", "Heap of the driver that is in use."),
  INPUT("input_bytes", "gauge", "Bytes on disk of all input of a batch run."),
  READ("input_read_bytes_total", "counter", "Bytes on disk that a batch run has read."),
  ELAPSED("run_elapsed_seconds", "gauge", "Time since the pipeline has started."),
  READINGS("readings_total", "counter", "Readings that the source has emitted."),
  ROWS("rows_total", "counter", "Rows written by sink; may count twice after a retry."),
  OPEN("open_windows", "gauge", "Windows by step that hold readings and still take more."),
  ARRIVAL("arrival_clock_timestamp_seconds", "gauge", "The latest arrival that was emitted."),
  WATERMARK("watermark_timestamp_seconds", "gauge", "The last watermark of the source."),
  BEHIND("watermark_behind_seconds", "gauge", "From the watermark to the latest arrival."),
  WAITING(
      "waiting_since_timestamp_seconds", "gauge", "When a partition began to hold others back.");

  private static final int MILLI_DIGITS = 3;

  private final String name;
  private final String type;
  private final String help;

  Figure(String name, String type, String help) {
    this.name = "tidemark_" + name;
    this.type = type;
    this.help = help;
  }

  String fullName() {
    return name;
  }

  /** Writes the figures of a status. */
  static void writeAll(StreamStatus status, StringBuilder text) {
    ELAPSED.writeMillis(OptionalLong.of(status.elapsed().toMillis()), text);
    READINGS.write(status.readings(), text);
    ROWS.writeEach("sink", status.rows(), text);
    OPEN.writeEach("step", status.openWindows(), text);
    ARRIVAL.writeMillis(status.arrivalClock(), text);
    WATERMARK.writeMillis(status.watermark(), text);
    BEHIND.writeMillis(status.behindMs(), text);
    status
        .waiting()
        .ifPresent(
            wait -> {
              WAITING.writeHead(text);
              WAITING.writeSample(Map.of("partition", wait.forWhom()), seconds(wait.since()), text);
            });
  }

  void write(long value, StringBuilder text) {
    write(Map.of(), value, text);
  }

  void write(Map<String, String> labels, long value, StringBuilder text) {
    writeHead(text);
    writeSample(labels, BigDecimal.valueOf(value), text);
  }

  /** In seconds; nothing where it is not known. */
  private void writeMillis(OptionalLong millis, StringBuilder text) {
    if (millis.isPresent()) {
      writeHead(text);
      writeSample(Map.of(), seconds(millis.getAsLong()), text);
    }
  }

  private void writeEach(String label, Map<String, Long> values, StringBuilder text) {
    if (!values.isEmpty()) {
      writeHead(text);
      values.forEach(
          (each, value) -> writeSample(Map.of(label, each), BigDecimal.valueOf(value), text));
    }
  }

  private void writeHead(StringBuilder text) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void writeSample(Map<String, String> labels, BigDecimal value, StringBuilder text) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append(
          labels.entrySet().stream()
              .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
              .collect(joining(",", "{", "}")));
    }
    text.append(' ').append(value.toPlainString()).append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static BigDecimal seconds(long millis) {
    return BigDecimal.valueOf(millis, MILLI_DIGITS);
  }
}
