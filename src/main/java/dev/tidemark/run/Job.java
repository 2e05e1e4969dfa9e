package dev.tidemark.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.spec.InvalidPipelineFile;
import dev.tidemark.spec.Origin;
import dev.tidemark.spec.PipelineFile;
import dev.tidemark.spec.PipelineSpec;
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
 * @param cluster the master's address, if the run is on a cluster
 */
record Job(
    RunOptions options,
    String pipelineText,
    PipelineSpec spec,
    PipelineOptions runnerOptions,
    Optional<String> cluster) {

  /**
   * Reads all that says what to do.
   *
   * @throws Failure if one of them cannot be read, or is wrong by itself
   */
  static Job read(Layers layers) throws Failure {
    try {
      return of(layers);
    } catch (InvalidPipelineFile e) {
      throw new Failure(ExitCode.USAGE, e.problems(), e);
    }
  }

  private static final String EXAMPLE = "pipelines/tumbling-counts.yaml";

  private static Job of(Layers layers) throws Failure, InvalidPipelineFile {
    RunOptions first = layers.commandLine();
    Logging.show(first.verbose);
    Map<String, String> profile =
        first.profile.isPresent() ? Layers.profile(first.profile.get()) : Map.of();
    if (first.places.pipeline.isBlank()) {
      throw new Failure(ExitCode.USAGE, "--pipeline needs a file, such as " + EXAMPLE);
    }
    String path = ShippedFiles.ofThisProcess().find(first.places.pipeline);
    String text = pipelineText(path, first);
    PipelineSpec file = PipelineFile.parse(path, text, layers.checkOfFile(profile));
    RunOptions options = layers.all(file.options(), profile);
    SparkSubmission submission = SparkSubmission.ofThisProcess();
    PipelineOptions runnerOptions =
        RunnerOptions.parse(
            submission.complete(options.forRunner),
            SparkStreamDefaults.of(options, directory(options, file)));
    runnerOptions.setJobName("tidemark-" + file.name());
    Optional<String> cluster = submission.cluster(options.forRunner);
    checkUse(layers, file, runnerOptions.getRunner(), cluster);
    return new Job(
        options,
        text,
        options.places.bootstrapServers().map(file::at).orElse(file),
        runnerOptions,
        cluster);
  }

  /** Refuses options on the command line that would do nothing in this run. */
  private static void checkUse(
      Layers layers, PipelineSpec spec, Class<?> runner, Optional<String> cluster) throws Failure {
    List<WrongOption> problems = new ArrayList<>();
    for (String name : layers.given().keySet()) {
      RunnerOptions.misplaced(name, runner).ifPresent(problems::add);
    }
    if (layers.given().containsKey("sharedFileSystem") && cluster.isEmpty()) {
      problems.add(new WrongOption("sharedFileSystem", "is for a cluster, but this is none"));
    }
    if (layers.given().containsKey("maxFilesPerTrigger")
        && spec.source().origin() instanceof Origin.Topic) {
      problems.add(new WrongOption("maxFilesPerTrigger", "is for files, but this reads a topic"));
    }
    if (!problems.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE, problems.stream().map(WrongOption::onCommandLine).toList(), null);
    }
  }

  /** The output directory. */
  String directory() {
    return place(directory(options, spec));
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

  StreamRunner streamRunner() {
    return StreamRunner.named(runnerName());
  }

  InputSearch search() {
    String pipeline = ShippedFiles.ofThisProcess().find(options.places.pipeline);
    return new InputSearch(
        spec.source().origin(),
        options,
        path -> place(ShippedFiles.ofThisProcess().source(path, pipeline)),
        this::place);
  }

  RunPaths paths() {
    return RunPaths.of(search().globs(), directory(), options.stream.checkpoint);
  }

  /** On a cluster each executor has a working directory of its own. */
  private String place(String path) {
    boolean isShared = cluster.isPresent() && options.sharedFileSystem;
    return isShared ? new Location(path).absolute().path() : path;
  }

  private static String directory(RunOptions options, PipelineSpec spec) {
    return options.places.output.orElse("out/" + spec.name());
  }

  private static String pipelineText(String file, RunOptions options)
      throws Failure, InvalidPipelineFile {
    HadoopFileSystems.register(
        List.of(new Location(file)), RunnerOptions.parse(options.forRunner, Map.of()));
    try {
      return PipelineFile.text(file);
    } catch (InvalidPipelineFile e) {
      Optional<Path> meant = ShippedFiles.pipelineNamed(file);
      if (meant.isEmpty()) {
        throw e;
      }
      String hint = "; did you mean '--pipeline=" + meant.get() + "'?";
      throw new Failure(ExitCode.USAGE, List.of(e.problems().get(0) + hint), e);
    }
  }
}
