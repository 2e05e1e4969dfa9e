package dev.tidemark.run;

import dev.tidemark.explain.Watch;
import dev.tidemark.ingest.Input;
import dev.tidemark.spec.Assembly;
import dev.tidemark.spec.InvalidPipelineFile;
import dev.tidemark.spec.PipelineFile;
import dev.tidemark.spec.PipelineSpec;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** Runs a pipeline file over input and leaves its results in a directory. */
public final class RunCommand {
  private final List<String> args;
  private final PrintStream out;
  private final PrintStream log;

  /**
   * A run, not yet started.
   *
   * @param out takes the rows of results or the story of a reading, where they are asked for
   * @param log takes what a person wants to see while it runs
   */
  public RunCommand(List<String> args, PrintStream out, PrintStream log) {
    this.args = args;
    this.out = out;
    this.log = log;
  }

  /** Runs to the end; {@link ExitCode#DATA} if only a post-condition failed. */
  public ExitCode run() throws Failure {
    Layers layers = new Layers(args);
    RunOptions first = layers.commandLineAlone();
    Logging.show(first.verbose);
    HadoopFileSystems.register(
        List.of(new Location(first.places.pipeline)),
        RunnerOptions.parse(first.forRunner, Map.of()));
    PipelineSpec file = readPipeline(first.places.pipeline);
    Map<String, String> profile =
        first.profile.isPresent() ? Layers.profile(first.profile.get()) : Map.of();
    RunOptions options = layers.all(file.options(), profile);
    PipelineSpec spec = atBrokers(file, options);
    if (options.stream.mode != Mode.batch && !spec.streamProblems().isEmpty()) {
      throw new Failure(ExitCode.USAGE, spec.streamProblems(), null);
    }
    if (options.console && spec.resultDirectories().isEmpty()) {
      throw new Failure(
          ExitCode.USAGE, "--console prints what goes to files, but all results go to topics");
    }
    String directory = options.places.output.orElse("out/" + spec.name());
    SparkSubmission submission = SparkSubmission.ofThisProcess();
    PipelineOptions runnerOptions =
        RunnerOptions.parse(submission.complete(options.forRunner), ofStreams(options, directory));
    String runner = runnerOptions.getRunner().getSimpleName();
    StreamRunner streamRunner = StreamRunner.named(runner);
    if (options.stream.checkpoint.isPresent() && !streamRunner.goesOnAfterCrash()) {
      throw new Failure(
          ExitCode.USAGE,
          "--checkpoint needs Spark (-Pspark): the Direct runner cannot go on after a crash");
    }
    runnerOptions.setJobName("tidemark-" + spec.name());
    InputSearch search = InputSearch.of(spec.source().origin(), options);
    RunPaths paths = RunPaths.of(search.globs(), directory, options.stream.checkpoint);
    if (!options.sharedFileSystem) {
      paths.checkSeenBy(submission.cluster(options.forRunner));
    }
    HadoopFileSystems.register(paths.all(), runnerOptions);
    Input input = search.find();
    OutputDirectory output =
        new OutputDirectory(directory, Directories.of(paths.output(), runnerOptions));
    Optional<SparkCheckpoint> checkpoint =
        paths.checkpoint().map(place -> SparkCheckpoint.at(place, runnerOptions));
    boolean goesOn = checkpoint.isPresent() && checkpoint.get().isOf(options.description());
    output.prepare(spec.sinkNames(), options.places.overwrite || goesOn);

    Narrator narrator = new Narrator(log);
    narrator.start(spec.name(), runner, options.stream.mode.name(), input);
    Instant started = Instant.now();
    Optional<Console> console =
        options.console
            ? Optional.of(Console.of(output.directory(), spec.resultDirectories(), out))
            : Optional.empty();
    Execution execution = execution(options, output, checkpoint, console, streamRunner);
    Pipeline pipeline = Pipeline.create(runnerOptions);
    Watch watch = options.explain().<Watch>map(id -> id).orElse(Watch.NOBODY);
    Assembly.assemble(
        pipeline,
        spec,
        execution.source(input, spec, watch),
        execution.sinks(),
        execution.ordering(),
        watch);
    Ledger ledger =
        execution.run(
            pipeline,
            spec.sinkNames(),
            books -> Manifest.of(spec, options, runner, started, books));
    if (console.isPresent()) {
      console.get().printAll();
    }
    narrator.end(Manifest.of(spec, options, runner, started, ledger), directory);
    options
        .explain()
        .map(id -> ledger.story(id, spec))
        .ifPresent(story -> story.lines().forEach(out::println));
    return options.postConditions.failedBy(ledger.books()).isEmpty()
        ? ExitCode.DONE
        : ExitCode.DATA;
  }

  /** What counts for a stream on Spark where nothing else is said. */
  private static Map<String, String> ofStreams(RunOptions options, String output) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put(
        "checkpointDir",
        options.stream.checkpoint.orElse(output + "/" + OutputDirectory.CHECKPOINT));
    if (options.stream.checkpoint.isPresent()) {
      // With each micro-batch: else the last ones would be read again, and not as they were.
      defaults.put("checkpointDurationMillis", batchInterval(options));
    }
    return defaults;
  }

  private static String batchInterval(RunOptions options) {
    return options.forRunner.stream()
        .filter(option -> Arguments.nameOf(option).equals("batchIntervalMillis"))
        .map(option -> option.replaceFirst(".*=", ""))
        .reduce("500", (weaker, stronger) -> stronger);
  }

  private Execution execution(
      RunOptions options,
      OutputDirectory output,
      Optional<SparkCheckpoint> checkpoint,
      Optional<Console> console,
      StreamRunner runner) {
    return switch (options.stream.mode) {
      case batch -> new BatchExecution(output, options.outputShards, log);
      case replay, follow -> new StreamExecution(output, options, checkpoint, console, runner, log);
    };
  }

  private static PipelineSpec readPipeline(String file) throws Failure {
    try {
      return PipelineFile.read(file);
    } catch (InvalidPipelineFile e) {
      throw new Failure(ExitCode.USAGE, e.problems(), e);
    }
  }

  /** The pipeline with its topics where the options say. */
  private static PipelineSpec atBrokers(PipelineSpec spec, RunOptions options) throws Failure {
    if (options.places.bootstrapServers.isPresent() && !spec.hasTopic()) {
      throw new Failure(
          ExitCode.USAGE, "--bootstrapServers is for topics, but the pipeline has none");
    }
    return options.places.bootstrapServers.map(spec::at).orElse(spec);
  }
}
