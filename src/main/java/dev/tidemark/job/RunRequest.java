package dev.tidemark.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.output.RunPaths;
import dev.tidemark.output.StreamOutput;
import dev.tidemark.pipeline.InvalidPipelineFileException;
import dev.tidemark.pipeline.PipelineFile;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.runner.ClusterLauncher;
import dev.tidemark.runner.RunnerAdapter;
import dev.tidemark.runner.Runners;
import dev.tidemark.runner.StreamCheckpoint;
import dev.tidemark.runner.StreamState;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryOperations;
import dev.tidemark.storage.HadoopFileSystems;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.storage.ShippedFiles;
import dev.tidemark.terminal.Logging;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What a run is to do, as its command line, runner profile and pipeline file say together.
 *
 * @param pipelineText what the pipeline file holds
 * @param spec the pipeline, with its topics where the options say
 * @param paths where it reads and writes
 * @param cluster the master's address, if the run is on a cluster
 */
record RunRequest(
    RunOptions options,
    String pipelineText,
    PipelineSpec spec,
    RunPaths paths,
    PipelineOptions runnerOptions,
    Optional<String> cluster) {

  /**
   * Reads all that says what to do.
   *
   * @throws FailureException if one of them cannot be read, or is wrong by itself
   */
  static RunRequest read(OptionLayers layers) throws FailureException {
    try {
      return of(layers);
    } catch (InvalidPipelineFileException e) {
      throw new FailureException(ExitCode.USAGE, e.problems(), e);
    }
  }

  private static final String EXAMPLE = "pipelines/tumbling-counts.yaml";

  private static RunRequest of(OptionLayers layers)
      throws FailureException, InvalidPipelineFileException {
    RunOptions first = layers.commandLine();
    Logging.show(first.verbose);
    Map<String, String> profile = OptionLayers.profile(first.profile);
    if (first.places.pipeline.isBlank()) {
      throw new FailureException(ExitCode.USAGE, "--pipeline needs a file, such as " + EXAMPLE);
    }
    PathOrUri place = pipelineFile(first);
    String text = pipelineText(place, first);
    PipelineSpec file = PipelineFile.parse(place.path(), text, layers.checkOfFile(profile));
    RunOptions options = layers.all(file.options(), profile);
    Optional<String> cluster = Runners.cluster(options.forRunner);
    RunPaths paths = paths(options, file);
    if (cluster.isPresent() && options.sharedFileSystem) {
      paths = paths.absolute();
    }
    Optional<ClusterLauncher> launcher = Runners.launcher();
    PipelineOptions runnerOptions =
        RunnerOptions.parse(
            launcher.isPresent() ? launcher.get().complete(options.forRunner) : options.forRunner,
            streamDefaults(options, paths));
    runnerOptions.setJobName("tidemark-" + file.name());
    checkUse(layers, file, runnerOptions.getRunner(), cluster);
    return new RunRequest(
        options,
        text,
        options.places.bootstrapServers().map(file::at).orElse(file),
        paths,
        runnerOptions,
        cluster);
  }

  /** Refuses options on the command line that would do nothing in this run. */
  private static void checkUse(
      OptionLayers layers, PipelineSpec spec, Class<?> runner, Optional<String> cluster)
      throws FailureException {
    List<OptionError> problems = new ArrayList<>();
    for (String name : layers.given().keySet()) {
      RunnerOptions.misplaced(name, runner).ifPresent(problems::add);
    }
    if (layers.given().containsKey("sharedFileSystem") && cluster.isEmpty()) {
      problems.add(new OptionError("sharedFileSystem", "is for a cluster, but this is none"));
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
   * What makes a stream the same one after a crash: the graph that Spark has kept is that of the
   * pipeline file as it was.
   */
  String description() {
    return options.description() + ", " + UUID.nameUUIDFromBytes(pipelineText.getBytes(UTF_8));
  }

  String runnerName() {
    return runnerOptions.getRunner().getSimpleName();
  }

  /** What Tidemark knows of the runner; empty for one that can only run batch. */
  Optional<RunnerAdapter> runner() {
    return Runners.named(runnerName());
  }

  /** Where the state of the stream is kept, if it is to survive a crash. */
  Optional<StreamCheckpoint> checkpoint() {
    return paths
        .checkpoint()
        .map(place -> Directory.named(place, DirectoryOperations.of(place, runnerOptions)))
        .flatMap(directory -> runner().map(it -> it.checkpoint(directory, Version.ofTidemark())));
  }

  InputSearch search() {
    return new InputSearch(spec.source().origin(), options.stream.mode, paths.input());
  }

  /**
   * The runner's own defaults for a stream; Hadoop takes a relative path with a colon for a URI.
   */
  static Map<String, String> streamDefaults(RunOptions options, RunPaths paths) {
    String directory =
        paths
            .checkpoint()
            .map(place -> place.absolute().path())
            .orElseGet(() -> paths.output().absolute().path() + "/" + StreamOutput.CHECKPOINT);
    return Runners.streamDefaults(
        new StreamState(directory, paths.checkpoint().isPresent()),
        options.stream.mode == Mode.follow,
        options.forRunner);
  }

  /** Where the run reads and writes: the options may name other files than the pipeline file. */
  private static RunPaths paths(RunOptions options, PipelineSpec spec) throws FailureException {
    List<String> input = options.places.input();
    if (input.isEmpty()) {
      String pipeline = pipelineFile(options).path();
      ShippedFiles shipped = ShippedFiles.ofThisProcess();
      input =
          spec.source().origin().globs().stream()
              .map(path -> shipped.source(path, pipeline))
              .toList();
    }
    String output = options.places.output.orElse("out/" + spec.name());
    return RunPaths.of(input, output, options.stream.checkpoint);
  }

  private static PathOrUri pipelineFile(RunOptions options) throws FailureException {
    String named = PathOrUri.named(options.places.pipeline).path();
    return new PathOrUri(ShippedFiles.ofThisProcess().find(named));
  }

  private static String pipelineText(PathOrUri place, RunOptions options)
      throws FailureException, InvalidPipelineFileException {
    String file = place.path();
    HadoopFileSystems.register(List.of(place), RunnerOptions.parse(options.forRunner, Map.of()));
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
