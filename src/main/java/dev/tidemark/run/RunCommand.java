package dev.tidemark.run;

import dev.tidemark.ingest.InputFiles;
import dev.tidemark.ingest.InputMatcher;
import dev.tidemark.ingest.InputMatcher.NoInput;
import dev.tidemark.ingest.ReadActivity;
import dev.tidemark.sink.WriteSinks;
import dev.tidemark.spec.Assembly;
import dev.tidemark.spec.InvalidPipelineFile;
import dev.tidemark.spec.PipelineFile;
import dev.tidemark.spec.PipelineSpec;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** Runs a pipeline file over input and leaves its results in a directory. */
public final class RunCommand {
  private final List<String> args;
  private final PrintStream log;

  /**
   * A run, not yet started.
   *
   * @param log takes what a person wants to see while it runs
   */
  public RunCommand(List<String> args, PrintStream log) {
    this.args = args;
    this.log = log;
  }

  /** Runs to the end; {@link ExitCode#DATA} if only a post-condition failed. */
  public ExitCode run() throws Failure {
    Layers layers = new Layers(args);
    RunOptions first = layers.commandLineAlone();
    Logging.show(first.verbose);
    HadoopFileSystems.register(
        List.of(new Location(first.pipeline)), RunnerOptions.parse(first.forRunner));
    PipelineSpec spec = readPipeline(first.pipeline);
    Map<String, String> profile =
        first.profile.isPresent() ? Layers.profile(first.profile.get()) : Map.of();
    RunOptions options = layers.all(spec.options(), profile);
    SparkSubmission submission = SparkSubmission.ofThisProcess();
    PipelineOptions runnerOptions = RunnerOptions.parse(submission.complete(options.forRunner));
    runnerOptions.setJobName("tidemark-" + spec.name());
    List<String> globs = options.input().isEmpty() ? spec.source().paths() : options.input();
    String directory = options.output.orElse("out/" + spec.name());
    RunPaths paths = RunPaths.of(globs, directory);
    if (!options.sharedFileSystem) {
      paths.checkSeenBy(submission.cluster(options.forRunner));
    }
    HadoopFileSystems.register(paths.all(), runnerOptions);
    InputFiles input = match(globs);
    OutputDirectory output =
        new OutputDirectory(directory, Directories.of(paths.output(), runnerOptions));
    output.prepare(spec.sinkNames(), options.overwrite);

    Narrator narrator = new Narrator(log);
    String runner = runnerOptions.getRunner().getSimpleName();
    narrator.start(spec.name(), runner, options.mode.name(), input);
    Instant started = Instant.now();
    Pipeline pipeline = Pipeline.create(runnerOptions);
    Assembly.assemble(
        pipeline,
        spec,
        ReadActivity.from(input, spec.source().name()),
        WriteSinks.below(output.staging().directory(), options.outputShards));
    Manifest manifest = new Execution(pipeline, output, log).run(spec, options, runner, started);
    narrator.end(manifest, directory);
    return manifest.failedConditions().isEmpty() ? ExitCode.DONE : ExitCode.DATA;
  }

  private static PipelineSpec readPipeline(String file) throws Failure {
    try {
      return PipelineFile.read(file);
    } catch (InvalidPipelineFile e) {
      throw new Failure(ExitCode.USAGE, e.problems(), e);
    }
  }

  private static InputFiles match(List<String> globs) throws Failure {
    try {
      return InputMatcher.match(globs);
    } catch (NoInput e) {
      throw new Failure(ExitCode.NO_INPUT, List.of(e.getMessage()), e);
    }
  }
}
