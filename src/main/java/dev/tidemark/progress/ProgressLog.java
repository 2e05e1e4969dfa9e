package dev.tidemark.progress;

import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.process.PeriodicTask;
import dev.tidemark.progress.StreamStatus.Wait;
import dev.tidemark.row.JsonRow;
import dev.tidemark.source.stream.ReadStream;
import dev.tidemark.terminal.StatusLine;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * Logs progress every two seconds: on a terminal in one line, which is rewritten, and elsewhere a
 * line whenever there is news.
 */
public final class ProgressLog {
  private static final long PERIOD_MS = 2000;
  private static final long LONG_WAIT_MS = 10_000;

  private static final MetricsFilter REPORTS =
      MetricsFilter.builder()
          .addNameFilter(MetricNameFilter.inNamespace(ReadStream.REPORTS))
          .build();

  private final PipelineResult result;
  private final OptionalLong inputBytes;
  private final PrintStream log;
  private final Set<String> reported = new HashSet<>();
  private final Set<Wait> waits = new HashSet<>();
  private final long startedNanos = System.nanoTime();

  private String lastNews = "";

  private ProgressLog(PipelineResult result, OptionalLong inputBytes, PrintStream log) {
    this.result = result;
    this.inputBytes = inputBytes;
    this.log = log;
  }

  /** Of a batch run over input of a known size. */
  public static ProgressLog ofBatch(PipelineResult result, long inputBytes, PrintStream log) {
    return new ProgressLog(result, OptionalLong.of(inputBytes), log);
  }

  public static ProgressLog ofStream(PipelineResult result, PrintStream log) {
    return new ProgressLog(result, OptionalLong.empty(), log);
  }

  /** Logs progress until the work is done. */
  @SuppressWarnings("try") // The task works until it is closed.
  public <T> T during(BackgroundTasks tasks, Supplier<T> work) {
    try (PeriodicTask reports = tasks.every(PERIOD_MS, "progress", this::report)) {
      return work.get();
    } finally {
      reportInput();
      if (log instanceof StatusLine terminal) {
        terminal.show("");
      }
    }
  }

  private synchronized void report() {
    reportInput();
    StreamStatus status = StreamStatus.of(result.metrics(), elapsed());
    ProgressLine line = line(status);
    if (log instanceof StatusLine terminal) {
      terminal.show(line.toString());
    } else if (!line.news().equals(lastNews)) {
      log.println(line.toString());
    }
    lastNews = line.news();
    status.waiting().ifPresent(this::reportWait);
  }

  /** Reports a long wait once. */
  private void reportWait(Wait wait) {
    boolean isLong = Instant.now().toEpochMilli() - wait.since() >= LONG_WAIT_MS;
    if (isLong && waits.add(wait)) {
      log.println(
          ("tidemark: waiting for %s since %s: its next records are not available, and later arrivals in other"
                  + " partitions are held back until they are")
              .formatted(wait.forWhom(), JsonRow.windowBound(wait.since())));
    }
  }

  private ProgressLine line(StreamStatus status) {
    return inputBytes.isPresent()
        ? ProgressLine.ofBatch(
            status, StreamStatus.bytesRead(result.metrics()), inputBytes.getAsLong())
        : ProgressLine.ofStream(status);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  private synchronized void reportInput() {
    for (MetricResult<Long> report : result.metrics().queryMetrics(REPORTS).getCounters()) {
      String text = report.getName().getName();
      if (reported.add(text)) {
        log.println("tidemark: " + text);
      }
    }
  }
}
