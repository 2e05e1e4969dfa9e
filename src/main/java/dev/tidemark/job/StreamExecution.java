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
import dev.tidemark.progress.RunFigures;
import dev.tidemark.progress.StreamStatus;
import dev.tidemark.runner.EndOfStream;
import dev.tidemark.runner.RunnerAdapter;
import dev.tidemark.runner.RunningStream;
import dev.tidemark.runner.StreamCheckpoint;
import dev.tidemark.sink.Sinks;
import dev.tidemark.source.Input;
import dev.tidemark.source.stream.ReadStream;
import dev.tidemark.source.stream.StreamRequirements;
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

/** Runs a stream, replayed or followed, to its end; results appear while it runs. */
final class StreamExecution implements Execution {
  private final RunRequest request;
  private final RunnerAdapter runner;
  private final RunMode.Stream mode;
  private final StreamOutput output;
  private final Optional<StreamCheckpoint> checkpoint;
  private final Optional<ResultConsole> console;
  private final RunFigures figures;
  private final PrintStream log;
  private final Sinks sinks;

  /** The readings that the source has emitted by the end, as the runner has counted them. */
  private long readings;

  StreamExecution(
      RunRequest request,
      RunMode.Stream mode,
      RunnerAdapter runner,
      StreamOutput output,
      Optional<StreamCheckpoint> checkpoint,
      Optional<ResultConsole> console,
      RunFigures figures,
      PrintStream log) {
    this.request = request;
    this.mode = mode;
    this.runner = runner;
    this.output = output;
    this.checkpoint = checkpoint;
    this.console = console;
    this.figures = figures;
    this.log = log;
    this.sinks = Sinks.ofStream(output.directory().path(), runner.tasks());
  }

  @Override
  public PTransform<PBegin, PCollection<ReadingBatch>> source(
      Input input, PipelineSpec spec, TracedReading traced) {
    StreamRequirements requirements = spec.streamRequirements();
    ReadStream stream =
        mode.read(
                input,
                spec.source().name(),
                ordering().isToldByBatches() ? requirements : requirements.withoutWindows(),
                StopRequest.pathIn(output.directory()),
                traced)
            .adaptedBy(runner::adapt);
    return runner.readsByNumber(request.runnerOptions()) ? stream.repeatingItsEnd() : stream;
  }

  @Override
  public OrderingStrategy.Buffered ordering() {
    return runner.ordering();
  }

  @Override
  public Sinks sinks() {
    return sinks;
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
      Collection<String> directories,
      Function<RunCounts, Manifest> manifest,
      BackgroundTasks tasks)
      throws FailureException {
    prepare(directories);
    runner.prepareStream();
    if (mode instanceof RunMode.Follow follow) {
      runUntilStopped(pipeline, follow.stopAfter(), tasks);
    } else {
      PipelineRun.untilDone(pipeline, result -> awaitEnd(result, tasks));
    }
    RunCounts counts = RunCounts.ofStream(output.directory(), readings);
    output.complete(directories, sinks::filesOf, manifest.apply(counts));
    // A run that is killed from here on resumes with complete counts, or has ended.
    if (checkpoint.isPresent()) {
      checkpoint.get().end();
    }
    output.clear();
    return counts;
  }

  @SuppressWarnings("try") // It works until it is closed.
  private void runUntilStopped(
      Pipeline pipeline, Optional<Duration> stopAfter, BackgroundTasks tasks)
      throws FailureException {
    try (StopRequest stop = StopRequest.in(output.directory(), stopAfter, tasks, log)) {
      PipelineRun.untilDone(pipeline, result -> awaitEnd(result, tasks));
    } catch (IOException e) {
      throw new FailureException(ExitCode.CANNOT_WRITE, List.of(String.valueOf(e.getMessage())), e);
    }
  }

  /** Starts from the beginning, or resumes where the stream was when it crashed. */
  private void prepare(Collection<String> directories) throws FailureException {
    if (checkpoint.isPresent()) {
      StreamCheckpoint existing = checkpoint.get();
      OptionalLong lastBatch =
          existing.isOf(request.identity()) ? existing.resume() : OptionalLong.empty();
      if (lastBatch.isPresent()) {
        log.println("tidemark: resuming from " + existing.name());
        output.resume(directories, lastBatch.getAsLong());
        return;
      }
      existing.begin(request.identity(), request.spec().name(), log);
    }
    output.start(directories);
    if (checkpoint.isEmpty() && runner.resumesAfterCrash()) {
      output.createCheckpoint();
    }
  }

  @SuppressWarnings("try") // The resources work until they are closed.
  private State awaitEnd(PipelineResult result, BackgroundTasks tasks) {
    figures.follow(result, OptionalLong.empty());
    try (RunningStream stream =
            runner.adoptStream(
                result, mode.isAsFastAsPossible(), checkpoint.isPresent(), tasks, log);
        ProgressFile file = ProgressFile.in(output.directory(), result, tasks, log)) {
      Supplier<State> ended =
          () ->
              ProgressLog.ofStream(result, log)
                  .during(tasks, () -> EndOfStream.await(stream, result, tasks));
      Supplier<State> withRows =
          () -> console.isPresent() ? console.get().during(tasks, ended) : ended.get();
      State state = tasks.during(stream::abort, withRows);
      readings = StreamStatus.of(result.metrics(), Duration.ZERO).readings();
      return state;
    }
  }
}
