package dev.tidemark.cli.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.tidemark.clock.ClockTable;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.job.RunMode;
import dev.tidemark.job.RunRequest;
import dev.tidemark.output.RunPaths;
import dev.tidemark.output.StreamOutput;
import dev.tidemark.pipeline.InvalidPipelineFileException;
import dev.tidemark.pipeline.PipelineFile;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.runner.ClusterLauncher;
import dev.tidemark.runner.Runners;
import dev.tidemark.runner.StreamPace;
import dev.tidemark.runner.StreamState;
import dev.tidemark.storage.HadoopFileSystems;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.storage.ShippedFiles;
import dev.tidemark.terminal.Logging;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.beam.sdk.options.PipelineOptions;

/** Builds a request from the command line, the runner profile and the pipeline file. */
public final class RequestReader {
  private static final String EXAMPLE = "pipelines/tumbling-counts.yaml";

  private RequestReader() {}

  /**
   * Reads a request.
   *
   * @param log receives warnings about the pipeline file
   * @throws FailureException if an option or the pipeline file is wrong, by itself or together with
   *     the others
   */
  public static RunRequest read(OptionLayers layers, PrintStream log) throws FailureException {
    return read(layers, spec -> {}, log);
  }

  /** What a command asks of a pipeline file before it asks a run to carry it out. */
  @FunctionalInterface
  public interface SpecCheck {
    void check(PipelineSpec spec) throws FailureException;
  }

  /** Reads a request for a pipeline file that passes a check. */
  public static RunRequest read(OptionLayers layers, SpecCheck check, PrintStream log)
      throws FailureException {
    RunOptions commandLine = layers.commandLine();
    Logging.show(commandLine.verbose());
    PathOrUri place = pipelineFile(commandLine.inputOutput().pipeline());
    try {
      String text = pipelineText(place, layers);
      PipelineSpec spec = PipelineFile.parse(place.path(), text, layers.checkOfFile());
      check.check(spec);
      RunOptions options = layers.merge(spec);
      RunRequest request = request(layers, options, place, text, spec);
      spec.warnings().forEach(warning -> log.println("tidemark: " + warning));
      RequestValidator.check(options, request);
      return request;
    } catch (InvalidPipelineFileException e) {
      throw new FailureException(ExitCode.USAGE, e.problems(), e);
    }
  }

  private static RunRequest request(
      OptionLayers layers, RunOptions options, PathOrUri place, String text, PipelineSpec spec)
      throws FailureException {
    boolean isOnCluster = Runners.cluster(options.runnerArguments()).isPresent();
    RunPaths given = paths(options, spec, place);
    RunPaths paths = isOnCluster && options.sharedFileSystem() ? given.absolute() : given;
    Optional<ClusterLauncher> launcher = Runners.launcher();
    PipelineOptions runnerOptions =
        RunnerOptions.parse(
            launcher.isPresent()
                ? launcher.get().complete(options.runnerArguments())
                : options.runnerArguments(),
            runnerDefaults(options, paths),
            layers.profile());
    runnerOptions.setJobName("tidemark-" + spec.name());
    checkUse(layers, spec, runnerOptions.getRunner(), isOnCluster);
    return new RunRequest(
        options.inputOutput().bootstrapServers().map(spec::at).orElse(spec),
        place,
        text,
        // A checkpoint contains the graph of the pipeline file as it was when the stream began.
        options.description()
            + ", "
            + UUID.nameUUIDFromBytes((text + spec.schema() + clocks(spec)).getBytes(UTF_8)),
        options.stream().runMode(),
        paths,
        options.output(spec),
        options.postConditions(),
        runnerOptions,
        layers.profile().engineProperties());
  }

  /** What the tables hold that correct clocks; empty where there are none. */
  private static String clocks(PipelineSpec spec) {
    return spec.clockTables().values().stream().map(ClockTable::digest).collect(joining(" "));
  }

  /** Rejects options on the command line that have no effect in this run. */
  private static void checkUse(
      OptionLayers layers, PipelineSpec spec, Class<?> runner, boolean isOnCluster)
      throws FailureException {
    List<OptionError> problems = new ArrayList<>();
    for (String name : layers.given().keySet()) {
      RunnerOptions.misplaced(name, runner).ifPresent(problems::add);
    }
    if (layers.given().containsKey("sharedFileSystem") && !isOnCluster) {
      problems.add(new OptionError("sharedFileSystem", "is for a cluster, and this run has none"));
    }
    if (layers.given().containsKey("maxFilesPerTrigger")
        && spec.source().origin().topic().isPresent()) {
      problems.add(new OptionError("maxFilesPerTrigger", "is for files, but this reads a topic"));
    }
    if (!problems.isEmpty()) {
      throw new FailureException(
          ExitCode.USAGE, problems.stream().map(OptionError::onCommandLine).toList(), null);
    }
  }

  /**
   * Returns the defaults of the runner's options. The path of a stream's state is absolute, as
   * Hadoop parses a relative path with a colon as a URI.
   */
  static Map<String, String> runnerDefaults(RunOptions options, RunPaths paths) {
    String directory =
        paths
            .checkpoint()
            .map(place -> place.absolute().path())
            .orElseGet(() -> paths.output().absolute().path() + "/" + StreamOutput.CHECKPOINT);
    return Runners.runnerDefaults(
        new StreamState(directory, paths.checkpoint().isPresent()),
        pace(options.stream().runMode()),
        options.runnerArguments());
  }

  private static StreamPace pace(RunMode mode) {
    if (mode instanceof RunMode.Follow) {
      return StreamPace.ENDLESS;
    }
    boolean waits = mode instanceof RunMode.Stream stream && !stream.isAsFastAsPossible();
    return waits ? StreamPace.PACED : StreamPace.AS_FAST_AS_POSSIBLE;
  }

  /** Where the run reads and writes: options win over the pipeline file. */
  private static RunPaths paths(RunOptions options, PipelineSpec spec, PathOrUri pipelineFile)
      throws FailureException {
    List<String> input = options.inputOutput().input();
    if (input.isEmpty()) {
      input =
          ShippedFiles.ofThisProcess().sources(spec.source().origin().globs(), pipelineFile.path());
    }
    String output = options.inputOutput().output().orElse("out/" + spec.name());
    return RunPaths.of(input, output, options.stream().checkpoint());
  }

  /** The pipeline file that the option names. */
  static PathOrUri pipelineFile(String option) throws FailureException {
    if (option.isBlank()) {
      throw new FailureException(ExitCode.USAGE, "--pipeline needs a file, such as " + EXAMPLE);
    }
    return ShippedFiles.ofThisProcess().findNamed(option);
  }

  private static String pipelineText(PathOrUri place, OptionLayers layers)
      throws FailureException, InvalidPipelineFileException {
    String file = place.path();
    HadoopFileSystems.register(
        List.of(place),
        RunnerOptions.parse(layers.commandLine().runnerArguments(), Map.of(), layers.profile()));
    try {
      return PipelineFile.text(file);
    } catch (InvalidPipelineFileException e) {
      Optional<Path> meant = ShippedFiles.pipelineNamed(file);
      if (meant.isEmpty()) {
        throw e;
      }
      String hint = "; did you mean '--pipeline=" + meant.get() + "'?";
      throw new FailureException(ExitCode.USAGE, List.of(e.problems().get(0) + hint), e);
    }
  }
}
