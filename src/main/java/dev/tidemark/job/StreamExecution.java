package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.output.Manifest;
import dev.tidemark.output.ResultFiles;
import dev.tidemark.output.StreamOutput;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.progress.ProgressFile;
import dev.tidemark.progress.ProgressLog;
import dev.tidemark.progress.ResultConsole;
import dev.tidemark.progress.StreamStatus;
import dev.tidemark.runner.EndOfStream;
import dev.tidemark.runner.RunnerAdapter;
import dev.tidemark.runner.RunningStream;
import dev.tidemark.runner.StreamCheckpoint;
import dev.tidemark.sink.Sinks;
import dev.tidemark.source.Input;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Streams files, replayed or followed, until that ends; results appear as they come. */
final class StreamExecution implements Execution {
  private final RunRequest job;
  private final RunnerAdapter runner;
  private final StreamOptions options;
  private final StreamOutput output;
  private final Optional<StreamCheckpoint> checkpoint;
  private final Optional<ResultConsole> console;
  private final PrintStream log;

  /** What the source has given out by the end, as the runner has counted it. */
  private long readings;

  StreamExecution(
      RunRequest job,
      RunnerAdapter runner,
      StreamOutput output,
      Optional<StreamCheckpoint> checkpoint,
      Optional<ResultConsole> console,
      PrintStream log) {
    this.job = job;
    this.runner = runner;
    this.options = job.options().stream;
    this.output = output;
    this.checkpoint = checkpoint;
    this.console = console;
    this.log = log;
  }

  @Override
  public PTransform<PBegin, PCollection<ReadingBatch>> source(
      Input input, PipelineSpec spec, TracedReading traced) {
    String step = spec.source().name();
    return switch (options.mode) {
      case batch, replay ->
          input.replay(spec.streamClock(), options.speed(), step, traced).adaptedBy(runner::adapt);
      case follow ->
          input
              .follow(
                  spec.streamClock(),
                  new FollowSettings(
                      options.maxFilesPerTrigger,
                      StopRequest.nameIn(output.directory()),
                      options.idleTimeout()),
                  step,
                  traced)
              .adaptedBy(runner::adapt);
    };
  }

  @Override
  public OrderingStrategy ordering() {
    return runner.ordering();
  }

  @Override
  public Sinks sinks() {
    return Sinks.ofStream(output.directory().directory(), runner.tasks());
  }

  @Override
  public String unfinished() {
    return output.output().name()
        + " holds an unfinished run's results (there is no "
        + ResultFiles.MANIFEST
        + ")"
        + (checkpoint.isPresent() ? "; give the same command again to resume" : "");
  }

  @Override
  public RunCounts run(
      Pipeline pipeline,
      Collection<String> sinks,
      Function<RunCounts, Manifest> manifest,
      BackgroundTasks tasks)
      throws FailureException {
    prepare(sinks);
    runner.prepareStream();
    if (options.mode == Mode.follow) {
      follow(pipeline, tasks);
    } else {
      PipelineRun.untilDone(pipeline, result -> endOf(result, tasks));
    }
    RunCounts ledger = RunCounts.ofStream(output.directory(), readings);
    output.complete(sinks, manifest.apply(ledger));
    // What is killed from here on goes on with books that are all there, or is over.
    if (checkpoint.isPresent()) {
      checkpoint.get().end();
    }
    output.clear();
    return ledger;
  }

  @SuppressWarnings("try") // It does its work meanwhile, by itself.
  private void follow(Pipeline pipeline, BackgroundTasks tasks) throws FailureException {
    try (StopRequest stop = StopRequest.in(output.directory(), options.stopAfter(), tasks, log)) {
      PipelineRun.untilDone(pipeline, result -> endOf(result, tasks));
    } catch (IOException e) {
      throw new FailureException(ExitCode.CANNOT_WRITE, List.of(String.valueOf(e.getMessage())), e);
    }
  }

  /** Starts anew, or goes on where a crash has left the stream. */
  private void prepare(Collection<String> sinks) throws FailureException {
    if (checkpoint.isPresent()) {
      StreamCheckpoint kept = checkpoint.get();
      OptionalLong lastBatch = kept.isOf(job.description()) ? kept.resume() : OptionalLong.empty();
      if (lastBatch.isPresent()) {
        log.println("tidemark: going on from " + kept.directory());
        output.resume(sinks, lastBatch.getAsLong());
        return;
      }
      kept.begin(job.description());
    }
    output.start(sinks);
    if (checkpoint.isEmpty() && runner.resumesAfterCrash()) {
      output.createCheckpoint();
    }
  }

  @SuppressWarnings("try") // What is opened does its work meanwhile, by itself.
  private State endOf(PipelineResult result, BackgroundTasks tasks) {
    try (RunningStream stream = runner.adoptStream(result, options.isAsFastAsItGoes(), tasks, log);
        ProgressFile file = ProgressFile.in(output.directory(), result, tasks, log)) {
      Supplier<State> end =
          () ->
              ProgressLog.ofStream(result, log)
                  .during(tasks, () -> EndOfStream.await(stream, result, tasks));
      Supplier<State> withRows =
          () -> console.isPresent() ? console.get().during(tasks, end) : end.get();
      State state = tasks.during(stream::abort, withRows);
      readings = StreamStatus.of(result.metrics(), Duration.ZERO).readings();
      return state;
    }
  }
}
