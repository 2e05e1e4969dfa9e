package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.output.Manifest;
import dev.tidemark.output.OutputDirectory;
import dev.tidemark.output.OverlapCheck;
import dev.tidemark.output.RunPaths;
import dev.tidemark.output.StreamOutput;
import dev.tidemark.pipeline.PipelineBuilder;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.process.PeriodicTask;
import dev.tidemark.process.SignalHandlers;
import dev.tidemark.progress.ResultConsole;
import dev.tidemark.runner.StreamCheckpoint;
import dev.tidemark.source.Input;
import dev.tidemark.storage.DirectoryOperations;
import dev.tidemark.storage.HadoopFileSystems;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.terminal.TerminalText;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Runs a pipeline file over input and leaves its results in a directory. */
@Command(
    name = "run",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = "Runs a pipeline file over files or topics of readings.",
    footer = {
      "",
      "Any other option is passed to Beam and its runner. The command line overrides the runner",
      "profile, which overrides the 'options' of the pipeline file.",
      "",
      "Exit codes:",
      "    0  done",
      "   64  an option or the pipeline file is wrong; nothing was run",
      "   65  done, but --minRecords or --maxMalformed does not hold, or every line was malformed",
      "   66  no input matches, or it cannot be read",
      "   70  the pipeline failed, or memory ran out",
      "   74  output cannot be written, already exists, or belongs to another run that is",
      "       still going; or the checkpoint cannot be used",
      "  130  interrupted by Ctrl-C (SIGINT)",
      "  141  the reader of stdout closed it",
      "  143  interrupted by SIGTERM"
    })
final class RunCommand implements Subcommand {
  private final PrintStream out;
  private final PrintStream log;

  @Mixin private RunOptions options = new RunOptions();

  /** Those of a mixin are not filled. */
  @Unmatched private List<String> forRunner = new ArrayList<>();

  @Mixin HelpOption help;

  @Spec private CommandSpec spec;

  /**
   * A run, not yet started.
   *
   * @param out takes the rows of results or the story of a reading, where they are asked for
   * @param log takes what a person wants to see while it runs
   */
  RunCommand(PrintStream out, PrintStream log) {
    this.out = out;
    this.log = log;
  }

  /** Runs to the end; {@link ExitCode#DATA} if only a post-condition failed. */
  @Override
  public ExitCode start() throws FailureException {
    options.forRunner.addAll(forRunner);
    RunRequest job = RunRequest.read(OptionLayers.of(options, spec.commandLine().getParseResult()));
    job.spec().warnings().forEach(warning -> log.println("tidemark: " + warning));
    RequestValidator.check(job);

    RunPaths paths = job.paths();
    HadoopFileSystems.register(paths.all(), job.runnerOptions());
    OverlapCheck overlaps = new OverlapCheck(paths, job.spec().sinkNames(), job.runnerOptions());
    overlaps.checkPlaces(PathOrUri.named(job.options().places.pipeline));
    Input input = job.search().find();
    overlaps.checkFiles(input.files());
    OutputDirectory output =
        new OutputDirectory(
            paths.output(), DirectoryOperations.of(paths.output(), job.runnerOptions()));
    Thread onInterrupt = new Thread(() -> release(output), "tidemark-release-output");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      output.lock(job.spec().name(), log);
      return run(job, input, output);
    } finally {
      release(output);
      forget(onInterrupt);
    }
  }

  /** Runs a job that has its output directory to itself. */
  private ExitCode run(RunRequest job, Input input, OutputDirectory output)
      throws FailureException {
    Optional<StreamCheckpoint> checkpoint = job.checkpoint();
    boolean goesOn = checkpoint.isPresent() && checkpoint.get().isOf(job.description());
    output.prepare(job.spec().sinkNames(), job.options().places.overwrite || goesOn, log);

    RunReporter narrator = new RunReporter(log);
    Instant started = Instant.now();
    Optional<ResultConsole> console = console(job, output);
    Execution execution = execution(job, input, output, checkpoint, console);
    RunCounts ledger = run(job, input, output, execution, narrator, started);

    boolean isRead = console.isEmpty() || printAll(console.get());
    Manifest manifest = ledger.manifest(job, started);
    narrator.end(manifest, job.paths().output().path());
    job.options()
        .explain()
        .map(id -> ledger.story(id, job.spec()))
        .ifPresent(story -> story.lines().forEach(line -> out.println(TerminalText.escape(line))));
    if (!isRead || (job.options().explain().isPresent() && out.checkError())) {
      throw new FailureException(
          ExitCode.READER_GONE,
          "stdout was closed by its reader; " + job.paths().output().path() + " holds all results");
    }
    return manifest.failedConditions().isEmpty() ? ExitCode.DONE : ExitCode.DATA;
  }

  /** Returns whether there is anybody who reads it. */
  private static boolean printAll(ResultConsole console) throws FailureException {
    try {
      console.printAll();
      return true;
    } catch (ResultConsole.ReaderGone e) {
      return false;
    }
  }

  /** A signal ends the run in order: what it has written is put right before the process ends. */
  @SuppressWarnings("try") // What is opened does its work meanwhile, by itself.
  private static RunCounts run(
      RunRequest job,
      Input input,
      OutputDirectory output,
      Execution execution,
      RunReporter narrator,
      Instant started)
      throws FailureException {
    BackgroundTasks tasks = new BackgroundTasks();
    try (PeriodicTask lock = output.keepLock(tasks);
        SignalHandlers signals =
            SignalHandlers.does(code -> tasks.end(interrupted(code, execution)))) {
      narrator.start(job, input);
      return execution.run(
          assemble(job, input, execution),
          job.spec().sinkNames(),
          counts -> counts.manifest(job, started),
          tasks);
    }
  }

  private static FailureException interrupted(ExitCode code, Execution execution) {
    return new FailureException(code, "interrupted; " + execution.unfinished());
  }

  private void release(OutputDirectory output) {
    try {
      output.release();
    } catch (IOException e) {
      log.println("tidemark: cannot clean up " + output.directory().directory() + ": " + e);
    }
  }

  private static void forget(Thread onInterrupt) {
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // It is at work: the process has been told to end.
    }
  }

  private Optional<ResultConsole> console(RunRequest job, OutputDirectory output) {
    return job.options().console
        ? Optional.of(ResultConsole.of(output.directory(), job.spec().resultDirectories(), out))
        : Optional.empty();
  }

  private Execution execution(
      RunRequest job,
      Input input,
      OutputDirectory output,
      Optional<StreamCheckpoint> checkpoint,
      Optional<ResultConsole> console) {
    return switch (job.options().stream.mode) {
      case batch ->
          new BatchExecution(job.runner(), output, input, job.options().outputShards, log);
      case replay, follow ->
          new StreamExecution(
              job, job.runner().orElseThrow(), new StreamOutput(output), checkpoint, console, log);
    };
  }

  private static Pipeline assemble(RunRequest job, Input input, Execution execution) {
    Pipeline pipeline = Pipeline.create(job.runnerOptions());
    TracedReading traced =
        job.options().explain().<TracedReading>map(id -> id).orElse(TracedReading.NOBODY);
    PipelineBuilder.assemble(
        pipeline,
        job.spec(),
        execution.source(input, job.spec(), traced),
        execution.sinks(),
        execution.ordering(),
        traced);
    return pipeline;
  }
}
