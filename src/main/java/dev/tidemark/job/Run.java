package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.output.Manifest;
import dev.tidemark.output.OutputClaim;
import dev.tidemark.output.OutputDirectory;
import dev.tidemark.output.OverlapCheck;
import dev.tidemark.output.StreamOutput;
import dev.tidemark.pipeline.PipelineBuilder;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.process.PeriodicTask;
import dev.tidemark.process.SignalHandlers;
import dev.tidemark.progress.ResultConsole;
import dev.tidemark.progress.RunFigures;
import dev.tidemark.report.Report;
import dev.tidemark.runner.RunnerAdapter;
import dev.tidemark.runner.StreamCheckpoint;
import dev.tidemark.source.Input;
import dev.tidemark.source.Origin;
import dev.tidemark.source.files.NoInputException;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryOperations;
import dev.tidemark.storage.HadoopFileSystems;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.terminal.TerminalText;
import dev.tidemark.trace.Tracing;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;

/** One run, from a request to results in the output directory. */
public final class Run {
  private final RunRequest request;
  private final PrintStream out;
  private final PrintStream log;
  private final RunReporter reporter;
  private final RunFigures figures;

  private Run(RunRequest request, PrintStream out, PrintStream log) {
    this.request = request;
    this.out = out;
    this.log = log;
    this.reporter = new RunReporter(log);
    this.figures =
        RunFigures.of(request.spec().name(), request.runnerName(), request.mode().label());
  }

  /**
   * Runs a request to its end.
   *
   * @param out receives the rows of results or the trace of a reading, if they are asked for
   * @param log receives messages about progress
   * @return {@link ExitCode#DONE}, or {@link ExitCode#DATA} if only a post-condition failed
   * @throws FailureException if the run has no input, fails, or cannot write its results
   */
  public static ExitCode of(RunRequest request, PrintStream out, PrintStream log)
      throws FailureException {
    return new Run(request, out, log).execute();
  }

  @SuppressWarnings("try") // They serve until they are closed.
  private ExitCode execute() throws FailureException {
    request.runner().ifPresent(runner -> runner.configureEngine(request.engineProperties()));
    HadoopFileSystems.register(request.paths().all(), request.runnerOptions());
    try (RunServers servers = RunServers.of(request, figures, log)) {
      return executeServed();
    }
  }

  @SuppressWarnings("try") // The claim lasts until it is closed.
  private ExitCode executeServed() throws FailureException {
    Input input = findInput();
    PathOrUri place = request.paths().output();
    OutputDirectory output =
        new OutputDirectory(place, DirectoryOperations.of(place, request.runnerOptions()));
    try (OutputClaim claim = OutputClaim.of(output, request.spec().name(), log)) {
      return execute(input, output);
    }
  }

  /** Finds the input, and checks that the run does not write where it reads. */
  private Input findInput() throws FailureException {
    OverlapCheck overlaps =
        new OverlapCheck(
            request.paths(),
            request.spec().endingsBySink(),
            request.runner().map(RunnerAdapter::checkpointFiles).orElse(List.of()),
            request.runnerOptions());
    overlaps.checkPlaces(request.pipelineFile());
    Origin origin = request.spec().source().origin();
    List<String> globs = request.paths().input().stream().map(PathOrUri::path).toList();
    try {
      Input input =
          request.mode() instanceof RunMode.Follow ? origin.follow(globs) : origin.match(globs);
      overlaps.checkFiles(input.files());
      return input;
    } catch (NoInputException e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(e.getMessage()), e);
    }
  }

  private ExitCode execute(Input input, OutputDirectory output) throws FailureException {
    Optional<StreamCheckpoint> checkpoint = request.checkpoint();
    boolean resumes = checkpoint.isPresent() && checkpoint.get().isOf(request.identity());
    output.prepare(request.spec().sinkNames(), request.output().overwrite() || resumes, log);

    Instant started = Instant.now();
    Optional<ResultConsole> console = console(output).map(rows -> resumes ? rows.resuming() : rows);
    Execution execution = execution(input, output, checkpoint, console);
    RunCounts counts = runPipeline(execution, input, output, started);

    boolean isRead = console.isEmpty() || printAll(console.get());
    Manifest manifest = counts.manifest(request, execution.sinks(), started);
    reporter.end(manifest, output.name());
    writeReport(counts, output);
    printTrace(counts);
    if (!isRead || (request.output().explains() && out.checkError())) {
      throw new FailureException(
          ExitCode.READER_GONE,
          "stdout was closed by its reader; " + output.name() + " holds all results");
    }
    return manifest.failedConditions().isEmpty() ? ExitCode.DONE : ExitCode.DATA;
  }

  private Optional<ResultConsole> console(OutputDirectory output) {
    return request.output().console()
        ? Optional.of(ResultConsole.of(output.directory(), request.spec().textDirectories(), out))
        : Optional.empty();
  }

  private Execution execution(
      Input input,
      OutputDirectory output,
      Optional<StreamCheckpoint> checkpoint,
      Optional<ResultConsole> console) {
    return request.mode() instanceof RunMode.Stream stream
        ? new StreamExecution(
            request,
            stream,
            request.runner().orElseThrow(),
            new StreamOutput(output),
            checkpoint,
            console,
            figures,
            log)
        : new BatchExecution(
            request.runner(), output, input, request.output().shards(), figures, log);
  }

  /**
   * Runs the pipeline. After a signal, the output directory is cleaned up before the process ends.
   */
  @SuppressWarnings("try") // The tasks do their work beside the pipeline.
  private RunCounts runPipeline(
      Execution execution, Input input, OutputDirectory output, Instant started)
      throws FailureException {
    try (BackgroundTasks tasks = new BackgroundTasks();
        PeriodicTask lock = output.renewLock(tasks);
        SignalHandlers signals =
            SignalHandlers.install(
                code ->
                    tasks.end(
                        new FailureException(code, "interrupted; " + execution.unfinished())))) {
      reporter.start(request, input);
      return execution.run(
          assemble(execution, input),
          request.spec().sinkNames(),
          counts -> counts.manifest(request, execution.sinks(), started),
          tasks);
    }
  }

  private Pipeline assemble(Execution execution, Input input) {
    Pipeline pipeline = Pipeline.create(request.runnerOptions());
    OutputSettings output = request.output();
    Tracing tracing =
        output
            .explain()
            .<Tracing>map(Tracing::of)
            .or(() -> output.explainWindow().map(Tracing::of))
            .orElseGet(Tracing::nothing);
    PipelineBuilder.assemble(
        pipeline,
        request.spec(),
        execution.source(input, request.spec(), tracing.reading()),
        execution.sinks(),
        execution.ordering(),
        tracing,
        request.output().report());
    return pipeline;
  }

  /** Returns whether anybody reads stdout. */
  private static boolean printAll(ResultConsole console) throws FailureException {
    try {
      console.printAll();
      return true;
    } catch (ResultConsole.ReaderGoneException e) {
      return false;
    }
  }

  private void writeReport(RunCounts counts, OutputDirectory output) throws FailureException {
    if (!request.output().report()) {
      return;
    }
    Directory directory = output.directory();
    try {
      directory.write(
          OutputDirectory.REPORT_DATA, new RunRecord(request, counts.counts()).toJson());
      Report.write(Report.of(directory), directory);
    } catch (IOException e) {
      throw new FailureException(
          ExitCode.CANNOT_WRITE,
          List.of(
              "%s holds all results, but its page cannot be written: %s"
                  .formatted(output.name(), e.getMessage())),
          e);
    }
    log.println("tidemark: " + output.name() + "/" + OutputDirectory.REPORT + " shows it");
  }

  private void printTrace(RunCounts counts) {
    OutputSettings output = request.output();
    Stream.concat(
            output.explain().stream().map(id -> counts.trace(id, request.spec()).lines()),
            output.explainWindow().stream()
                .map(window -> counts.trace(window, request.spec()).lines()))
        .flatMap(List::stream)
        .forEach(line -> out.println(TerminalText.escape(line)));
  }
}
