package dev.tidemark.runner.spark;

import dev.tidemark.exit.FailureException;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.runner.BatchPipeline;
import dev.tidemark.runner.ClusterLauncher;
import dev.tidemark.runner.OptionRules;
import dev.tidemark.runner.RunnerAdapter;
import dev.tidemark.runner.RunningPipeline;
import dev.tidemark.runner.RunningStream;
import dev.tidemark.runner.StreamCheckpoint;
import dev.tidemark.runner.StreamPace;
import dev.tidemark.runner.StreamState;
import dev.tidemark.sink.TaskIdentity;
import dev.tidemark.storage.Directory;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The Spark runner: it has no event-time timers in a stream, which never ends by itself, and it
 * resumes from checkpoints.
 */
public final class SparkAdapter implements RunnerAdapter {
  private static final OptionRules OPTIONS =
      new OptionRules(
          Set.of("appName", "filesToStage"),
          Map.of("checkpointDir", "is set by --checkpoint; use that"),
          Map.of(),
          Set.of("bundleSize"),
          Set.of(
              "batchIntervalMillis",
              "checkpointDurationMillis",
              "maxRecordsPerBatch",
              "minReadTimeMillis",
              "readTimePercentage"));

  /** What Beam throws when a thread of Spark's own has failed. */
  private static final String CONTEXT_STOPPED = "SparkContext was shut down";

  @Override
  public String title() {
    return "Spark";
  }

  @Override
  public Set<String> runnerNames() {
    return Set.of("SparkRunner", "TestSparkRunner");
  }

  @Override
  public OptionRules optionRules() {
    return OPTIONS;
  }

  @Override
  public void checkVersion() throws FailureException {
    SparkStream.checkVersion();
  }

  @Override
  public RunningPipeline adoptBatch(PipelineResult result) {
    return new BatchPipeline(result);
  }

  @Override
  public OrderingStrategy.Buffered ordering() {
    return new OrderingStrategy.AtArrivalClock(0);
  }

  @Override
  public <T, M extends UnboundedSource.CheckpointMark> UnboundedSource<T, M> adapt(
      UnboundedSource<T, M> source) {
    return new RepositioningSource<>(source);
  }

  @Override
  public TaskIdentity tasks() {
    return new SparkTasks();
  }

  @Override
  public boolean resumesAfterCrash() {
    return true;
  }

  @Override
  public List<String> checkpointFiles() {
    return SparkCheckpoint.EXAMPLES;
  }

  @Override
  public StreamCheckpoint checkpoint(Directory directory, String version) {
    return new SparkCheckpoint(directory, version);
  }

  @Override
  public boolean readsByNumber(PipelineOptions options) {
    return SparkDefaults.readsByNumber(options);
  }

  @Override
  public Map<String, String> runnerDefaults(
      StreamState state, StreamPace pace, List<String> given) {
    return SparkDefaults.of(state, pace, given);
  }

  @Override
  public Map<String, String> hadoopProperties(Map<String, String> engineProperties) {
    return SparkProperties.ofHadoop(engineProperties);
  }

  @Override
  public void configureEngine(Map<String, String> engineProperties) {
    SparkProperties.setDefaults(engineProperties);
  }

  @Override
  public void prepareStream() {
    SparkStatics.clear();
    SparkProperties.useManualClock();
  }

  @Override
  public RunningStream adoptStream(
      PipelineResult result,
      boolean asFastAsPossible,
      boolean survivesCrash,
      BackgroundTasks tasks,
      PrintStream log) {
    return SparkPipeline.adopt(result, asFastAsPossible, survivesCrash, tasks, log);
  }

  @Override
  public boolean hidesCause(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains(CONTEXT_STOPPED);
  }

  @Override
  public Optional<ClusterLauncher> launcher() {
    SparkSubmission submission = SparkSubmission.ofThisProcess();
    return submission.isPresent() ? Optional.of(submission) : Optional.empty();
  }

  @Override
  public Optional<String> cluster(List<String> options) {
    return SparkSubmission.ofThisProcess().cluster(options);
  }
}
