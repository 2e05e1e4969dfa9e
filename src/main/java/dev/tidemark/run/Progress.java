package dev.tidemark.run;

import dev.tidemark.ingest.StreamActivity;
import dev.tidemark.model.JsonRow;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** Says every other second how far a run has come. */
final class Progress {
  private static final long PERIOD_MS = 2000;

  private static final MetricsFilter REPORTS =
      MetricsFilter.builder()
          .addNameFilter(MetricNameFilter.inNamespace(StreamActivity.REPORTS))
          .build();

  private final PipelineResult result;
  private final PrintStream log;
  private final Set<String> reported = new HashSet<>();
  private final long startedNanos = System.nanoTime();

  private Progress(PipelineResult result, PrintStream log) {
    this.result = result;
    this.log = log;
  }

  static Progress of(PipelineResult result, PrintStream log) {
    return new Progress(result, log);
  }

  /** Reports while the work goes on. */
  <T> T during(Supplier<T> work) {
    Timer timer = Repeating.every(PERIOD_MS, "tidemark-progress", this::report);
    try {
      return work.get();
    } finally {
      timer.cancel();
      tellOfInput();
    }
  }

  private void report() {
    tellOfInput();
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
    StreamStatus status = StreamStatus.of(result.metrics(), elapsed);
    log.println(
        String.format(
            Locale.ROOT,
            "tidemark: %,d readings parsed, %d s%s",
            status.readings(),
            elapsed.toSeconds(),
            ofStream(status)));
  }

  /** Where a stream is; nothing where there is none. */
  private static String ofStream(StreamStatus status) {
    if (status.behindMs().isEmpty()) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "; watermark %s, %,.1f s behind the newest arrival%s; rows %s",
        JsonRow.windowBound(status.watermark().getAsLong()),
        status.behindMs().getAsLong() / 1e3,
        status.openWindows().isEmpty() ? "" : "; open windows " + counts(status.openWindows()),
        counts(status.rows()));
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(Collectors.joining(", "));
  }

  private synchronized void tellOfInput() {
    for (MetricResult<Long> report : result.metrics().queryMetrics(REPORTS).getCounters()) {
      String text = report.getName().getName();
      if (reported.add(text)) {
        log.println("tidemark: " + text);
      }
    }
  }
}
