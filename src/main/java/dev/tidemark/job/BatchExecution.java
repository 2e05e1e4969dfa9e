package dev.tidemark.job;

import dev.tidemark.exit.FailureException;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.output.Manifest;
import dev.tidemark.output.OutputDirectory;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.progress.ProgressLog;
import dev.tidemark.runner.BatchPipeline;
import dev.tidemark.runner.RunnerAdapter;
import dev.tidemark.runner.RunningPipeline;
import dev.tidemark.sink.Sinks;
import dev.tidemark.source.Input;
import dev.tidemark.trace.TracedReading;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Reads files once, and publishes the results when all of them are written. */
final class BatchExecution implements Execution {
  /** Where readings lie that have been sorted; no sink has such a name. */
  private static final String SORTED = "_sorted";

  private final Optional<RunnerAdapter> runner;
  private final OutputDirectory output;
  private final long inputBytes;
  private final PrintStream log;
  private final Sinks sinks;

  BatchExecution(
      Optional<RunnerAdapter> runner,
      OutputDirectory output,
      Input input,
      int shards,
      PrintStream log) {
    this.runner = runner;
    this.output = output;
    this.inputBytes = input.bytes();
    this.log = log;
    this.sinks = Sinks.ofBatch(output.staging().path(), shards);
  }

  @Override
  public PTransform<PBegin, PCollection<ReadingBatch>> source(
      Input input, PipelineSpec spec, TracedReading traced) {
    return input.readOnce(spec.source().name(), traced);
  }

  @Override
  public OrderingStrategy ordering() {
    boolean onDisk =
        runner.map(RunnerAdapter::copiesGroups).orElse(false) && output.staging().isLocal();
    return onDisk
        ? new OrderingStrategy.SortedOnDisk(output.staging().child(SORTED).path())
        : OrderingStrategy.sorted();
  }

  @Override
  public Sinks sinks() {
    return sinks;
  }

  @Override
  public String unfinished() {
    return output.name() + " is unchanged";
  }

  @Override
  public RunCounts run(
      Pipeline pipeline,
      Collection<String> directories,
      Function<RunCounts, Manifest> manifest,
      BackgroundTasks tasks)
      throws FailureException {
    PipelineRun.untilDone(pipeline, result -> awaitEnd(result, tasks));
    RunCounts counts = RunCounts.ofBatch(output.staging());
    output.publish(directories, manifest.apply(counts));
    return counts;
  }

  private State awaitEnd(PipelineResult result, BackgroundTasks tasks) {
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
