package dev.tidemark.job;

import dev.tidemark.exit.FailureException;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.progress.ProgressLog;
import dev.tidemark.progress.RunFigures;
import dev.tidemark.runner.BatchPipeline;
import dev.tidemark.runner.RunnerAdapter;
import dev.tidemark.runner.RunningPipeline;
import dev.tidemark.source.files.Splitting;
import dev.tidemark.storage.Directory;
import java.io.PrintStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;

/**
 * A pipeline over bounded input while a runner executes it.
 *
 * @param runner empty for one that Tidemark has no adapter of
 * @param directory where the pipeline writes
 * @param figures shows how far it is
 */
record BatchRun(
    Optional<RunnerAdapter> runner,
    Directory directory,
    long inputBytes,
    RunFigures figures,
    PrintStream log) {
  /** Where readings lie that have been sorted; no sink has such a name. */
  private static final String SORTED = "_sorted";

  /** How the steps that need event-time order get it. */
  OrderingStrategy ordering() {
    boolean onDisk = runner.map(RunnerAdapter::copiesGroups).orElse(false) && directory.isLocal();
    return onDisk
        ? new OrderingStrategy.SortedOnDisk(directory.child(SORTED).path())
        : OrderingStrategy.sorted();
  }

  /** When the runner wants its files split. */
  Splitting splitting() {
    return runner.map(RunnerAdapter::splitting).orElse(Splitting.INITIAL);
  }

  /** Runs the pipeline to its end, logging progress. */
  void untilDone(Pipeline pipeline, BackgroundTasks tasks) throws FailureException {
    PipelineRun.untilDone(pipeline, result -> awaitEnd(result, tasks));
  }

  private State awaitEnd(PipelineResult result, BackgroundTasks tasks) {
    figures.follow(result, OptionalLong.of(inputBytes));
    RunningPipeline running =
        runner
            .map(adapter -> adapter.adoptBatch(result))
            .orElseGet(() -> new BatchPipeline(result));
    return tasks.during(
        running::abort,
        () ->
            ProgressLog.ofBatch(result, inputBytes, log)
                .during(tasks, () -> await(running, tasks)));
  }

  private static State await(RunningPipeline running, BackgroundTasks tasks) {
    while (true) {
      tasks.check();
      Optional<State> ended = running.awaitEnd();
      if (ended.isPresent()) {
        return ended.get();
      }
    }
  }
}
