package dev.tidemark.runner;

import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.source.stream.ReadStream;
import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * Detects the end of a stream. The source reports it in a metric: no other way back from a step to
 * the process that started the pipeline exists on every runner.
 */
public final class EndOfStream {
  /**
   * Spark's streaming context never ends by itself. The source keeps saying that it has ended: at
   * its first mark after the end every step emits what it has left, and once a later mark is
   * processed the micro-batch of the first one is done.
   */
  private static final long MARKS_AFTER_THE_END = 2;

  private static final MetricsFilter AFTER_THE_END =
      MetricsFilter.builder()
          .addNameFilter(MetricNameFilter.named(ReadStream.PROGRESS, ReadStream.AFTER_THE_END))
          .build();

  private final PipelineResult result;

  /** A stream that resumes from a checkpoint also has the marks from before the crash. */
  private final long lastMarkBefore;

  private EndOfStream(PipelineResult result) {
    this.result = result;
    this.lastMarkBefore =
        marks(result.metrics()).map(DistributionResult::getMax).orElse(Long.MIN_VALUE);
  }

  /** Waits until a stream has ended, and ends it when its source is over. */
  public static State await(RunningStream stream, PipelineResult result, BackgroundTasks tasks) {
    return new EndOfStream(result).await(stream, tasks);
  }

  private State await(RunningStream stream, BackgroundTasks tasks) {
    while (true) {
      tasks.check();
      Optional<State> ended = stream.awaitEnd();
      if (ended.isPresent()) {
        return ended.get();
      }
      Optional<DistributionResult> marks = marks(result.metrics());
      if (marks.isPresent()) {
        stream.drain();
        long first = Math.max(marks.get().getMin(), lastMarkBefore);
        if (marks.get().getMax() - first >= MARKS_AFTER_THE_END) {
          return stream.end();
        }
      }
    }
  }

  /** The marks after the end of the source; empty before it. */
  public static Optional<DistributionResult> marks(MetricResults metrics) {
    for (MetricResult<DistributionResult> marks :
        metrics.queryMetrics(AFTER_THE_END).getDistributions()) {
      if (marks.getAttempted().getCount() > 0) {
        return Optional.of(marks.getAttempted());
      }
    }
    return Optional.empty();
  }
}
