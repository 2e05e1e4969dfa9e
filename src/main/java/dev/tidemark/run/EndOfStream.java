package dev.tidemark.run;

import dev.tidemark.ingest.StreamActivity;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.joda.time.Duration;

/** Finds out when a stream is over. */
final class EndOfStream {
  private static final Duration LOOK_EVERY = Duration.millis(100);

  /**
   * Spark's streaming context never ends by itself. The source goes on to say that it is over: when
   * it has done so behind this many marks, the watermark that closed the last windows has been
   * through.
   */
  private static final long MARKS_AFTER_THE_END = 4;

  private static final MetricsFilter AFTER_THE_END =
      MetricsFilter.builder()
          .addNameFilter(
              MetricNameFilter.named(StreamActivity.PROGRESS, StreamActivity.AFTER_THE_END))
          .build();

  private EndOfStream() {}

  /** Waits until the runner has ended the stream, or stops it when its source is over. */
  static State await(PipelineResult result) {
    while (true) {
      Optional<State> state = Optional.ofNullable(result.waitUntilFinish(LOOK_EVERY));
      if (state.isPresent() && state.get().isTerminal()) {
        return state.get();
      }
      if (isOver(result)) {
        cancel(result);
        return State.DONE;
      }
    }
  }

  private static boolean isOver(PipelineResult result) {
    for (MetricResult<DistributionResult> marks :
        result.metrics().queryMetrics(AFTER_THE_END).getDistributions()) {
      DistributionResult seen = marks.getAttempted();
      if (seen.getCount() > 0 && seen.getMax() - seen.getMin() >= MARKS_AFTER_THE_END) {
        return true;
      }
    }
    return false;
  }

  private static void cancel(PipelineResult result) {
    try {
      result.cancel();
    } catch (IOException e) {
      throw new IllegalStateException("the runner did not stop when all was done", e);
    }
  }
}
