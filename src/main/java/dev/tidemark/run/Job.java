package dev.tidemark.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.spec.InvalidPipelineFile;
import dev.tidemark.spec.PipelineFile;
import dev.tidemark.spec.PipelineSpec;
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
  static Job read(List<String> args) throws Failure {
    try {
      return of(args);
    } catch (InvalidPipelineFile e) {
      throw new Failure(ExitCode.USAGE, e.problems(), e);
    }
  }

  private static Job of(List<String> args) throws Failure, InvalidPipelineFile {
    Layers layers = new Layers(args);
    RunOptions first = layers.commandLineAlone();
    Logging.show(first.verbose);
    Map<String, String> profile =
        first.profile.isPresent() ? Layers.profile(first.profile.get()) : Map.of();
    String text = pipelineText(first);
    PipelineSpec file =
        PipelineFile.parse(first.places.pipeline, text, layers.checkOfFile(profile));
    RunOptions options = layers.all(file.options(), profile);
    SparkSubmission submission = SparkSubmission.ofThisProcess();
    PipelineOptions runnerOptions =
        RunnerOptions.parse(
            submission.complete(options.forRunner),
            SparkStreamDefaults.of(options, directory(options, file)));
    runnerOptions.setJobName("tidemark-" + file.name());
    return new Job(
        options,
        text,
        options.places.bootstrapServers.map(file::at).orElse(file),
        runnerOptions,
        submission.cluster(options.forRunner));
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
    return new InputSearch(spec.source().origin(), options, this::place);
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

  private static String pipelineText(RunOptions options) throws Failure, InvalidPipelineFile {
    String file = options.places.pipeline;
    HadoopFileSystems.register(
        List.of(new Location(file)), RunnerOptions.parse(options.forRunner, Map.of()));
    return PipelineFile.text(file);
  }
}
