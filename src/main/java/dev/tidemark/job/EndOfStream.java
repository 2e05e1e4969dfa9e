package dev.tidemark.job;

import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.progress.StreamStatus;
import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.metrics.DistributionResult;

/** Finds out when a stream is over. */
final class EndOfStream {
  /**
   * Spark's streaming context never ends by itself. The source goes on to say that it is over: when
   * it has done so behind this many marks, the watermark that closed the last windows has been
   * through.
   */
  private static final long MARKS_AFTER_THE_END = 4;

  private final PipelineResult result;

  /** What goes on from a checkpoint knows those of before the crash. */
  private final long lastMarkBefore;

  private EndOfStream(PipelineResult result) {
    this.result = result;
    this.lastMarkBefore =
        StreamStatus.marksAfterTheEnd(result.metrics())
            .map(DistributionResult::getMax)
            .orElse(Long.MIN_VALUE);
  }

  /** Waits until a stream has ended, or ends it when its source is over. */
  static State await(RunningStream stream, PipelineResult result, BackgroundTasks tasks) {
    return new EndOfStream(result).await(stream, tasks);
  }

  private State await(RunningStream stream, BackgroundTasks tasks) {
    while (true) {
      tasks.check();
      Optional<State> ended = stream.awaitEnd();
      if (ended.isPresent()) {
        return ended.get();
      }
      Optional<DistributionResult> marks = StreamStatus.marksAfterTheEnd(result.metrics());
      if (marks.isPresent()) {
        stream.drain();
        long first = Math.max(marks.get().getMin(), lastMarkBefore);
        if (marks.get().getMax() - first >= MARKS_AFTER_THE_END) {
          return stream.end();
        }
      }
    }
  }
}
