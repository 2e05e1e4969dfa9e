package dev.tidemark.job;

import dev.tidemark.output.RunPaths;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.runner.RunnerAdapter;
import dev.tidemark.runner.Runners;
import dev.tidemark.runner.StreamCheckpoint;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryOperations;
import dev.tidemark.storage.PathOrUri;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What a run is to do.
 *
 * @param spec the pipeline, with its topics on the brokers that the user named
 * @param pipelineFile the file that the pipeline was read from
 * @param pipelineText what it says
 * @param identity what must be equal for a stream to resume from a checkpoint
 * @param paths where the run reads and writes
 * @param postConditions what must hold of the data in the end
 * @param runnerOptions the options of Beam and its runner
 * @param engineProperties settings of the engine below the runner, such as Spark's
 */
public record RunRequest(
    PipelineSpec spec,
    PathOrUri pipelineFile,
    String pipelineText,
    String identity,
    RunMode mode,
    RunPaths paths,
    OutputSettings output,
    PostConditions postConditions,
    PipelineOptions runnerOptions,
    Map<String, String> engineProperties) {

  /** The simple name of the Beam runner class. */
  public String runnerName() {
    return runnerOptions.getRunner().getSimpleName();
  }

  /** The adapter of the runner; empty for a runner that can only run batch. */
  public Optional<RunnerAdapter> runner() {
    return Runners.named(runnerName());
  }

  /** Where the runner keeps the state of the stream, if the stream is to resume after a crash. */
  Optional<StreamCheckpoint> checkpoint() {
    return paths
        .checkpoint()
        .map(place -> Directory.named(place, DirectoryOperations.of(place, runnerOptions)))
        .flatMap(directory -> runner().map(it -> it.checkpoint(directory, Version.ofTidemark())));
  }
}
