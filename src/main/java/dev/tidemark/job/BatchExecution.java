package dev.tidemark.job;

import dev.tidemark.exit.FailureException;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.output.Manifest;
import dev.tidemark.output.OutputDirectory;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.progress.RunFigures;
import dev.tidemark.runner.RunnerAdapter;
import dev.tidemark.sink.Sinks;
import dev.tidemark.source.Input;
import dev.tidemark.trace.TracedReading;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Reads files once, and publishes the results when all of them are written. */
final class BatchExecution implements Execution {
  private final BatchRun batch;
  private final OutputDirectory output;
  private final Sinks sinks;

  BatchExecution(
      Optional<RunnerAdapter> runner,
      OutputDirectory output,
      Input input,
      int shards,
      RunFigures figures,
      PrintStream log) {
    this.batch = new BatchRun(runner, output.staging(), input.bytes(), figures, log);
    this.output = output;
    this.sinks = Sinks.ofBatch(output.staging().path(), shards);
  }

  @Override
  public PTransform<PBegin, PCollection<ReadingBatch>> source(
      Input input, PipelineSpec spec, TracedReading traced) {
    return input.readOnce(batch.splitting(), spec.source().name(), traced);
  }

  @Override
  public OrderingStrategy ordering() {
    return batch.ordering();
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
    batch.untilDone(pipeline, tasks);
    RunCounts counts = RunCounts.ofBatch(output.staging());
    output.publish(directories, manifest.apply(counts));
    return counts;
  }
}
