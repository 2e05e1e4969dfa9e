package dev.tidemark.runner;

import dev.tidemark.exit.FailureException;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.sink.TaskIdentity;
import dev.tidemark.source.files.Splitting;
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
 * What Tidemark asks of a Beam runner: how it is set up, and above all how it runs a stream. Found
 * by {@code ServiceLoader}.
 *
 * <p>Every adapter is loaded on every class path, also where its runner is missing. So an adapter
 * itself refers to no class of its runner; it delegates to classes that do, once a pipeline runs.
 */
public interface RunnerAdapter {
  /** The runner's name in a sentence, such as {@code Spark}. */
  String title();

  /** The simple names of the Beam runner classes that this adapter is for. */
  Set<String> runnerNames();

  OptionRules optionRules();

  /**
   * Checks that the private members of Beam that this adapter depends on are there.
   *
   * @throws FailureException naming the version of Beam that the adapter was made for
   */
  void checkVersion() throws FailureException;

  /** Takes over a batch pipeline that the runner has started. */
  RunningPipeline adoptBatch(PipelineResult result);

  /**
   * Whether the runner copies all that it has grouped under a key each time it groups more, so that
   * what is large should lie on disk meanwhile. It must work in one process.
   */
  default boolean copiesGroups() {
    return false;
  }

  /** When the runner wants the files of a batch split. */
  default Splitting splitting() {
    return Splitting.INITIAL;
  }

  /**
   * How steps of a stream learn the watermark on this runner: by it they bring readings into
   * event-time order, and close windows.
   */
  OrderingStrategy.Buffered ordering();

  /**
   * Wraps the source of a stream where the runner needs that.
   *
   * @return a source of the same elements and marks
   */
  default <T, M extends UnboundedSource.CheckpointMark> UnboundedSource<T, M> adapt(
      UnboundedSource<T, M> source) {
    return source;
  }

  /**
   * Whether the runner reads a stream by number of batches, and would wait for more once the stream
   * has ended.
   */
  default boolean readsByNumber(PipelineOptions options) {
    return false;
  }

  /** How a step of a stream knows which task of the runner it runs in. */
  TaskIdentity tasks();

  /** Whether the runner keeps a stream's state where a new process can resume from it. */
  boolean resumesAfterCrash();

  /** Paths such as the runner's files have below a checkpoint directory. */
  default List<String> checkpointFiles() {
    return List.of();
  }

  /**
   * The checkpoint in a directory.
   *
   * @param version of Tidemark, to tell apart what another version has written
   * @throws UnsupportedOperationException if the runner cannot resume after a crash
   */
  StreamCheckpoint checkpoint(Directory directory, String version);

  /**
   * The defaults of the runner's options; those that are for streams have no effect in batch.
   *
   * @param given {@code --name=value} options, which win
   */
  default Map<String, String> runnerDefaults(
      StreamState state, StreamPace pace, List<String> given) {
    return Map.of();
  }

  /**
   * The properties of Hadoop's file systems among those of the runner's engine.
   *
   * @param engineProperties the runner profile's; those that the process was started with win
   * @return by the names that Hadoop has for them
   */
  default Map<String, String> hadoopProperties(Map<String, String> engineProperties) {
    return Map.of();
  }

  /**
   * Passes properties of a runner profile to the runner's engine; called before a pipeline starts.
   *
   * @param engineProperties by the names that the engine has for them
   */
  default void configureEngine(Map<String, String> engineProperties) {}

  /** Prepares the process for a stream, also where it has run another one before. */
  void prepareStream();

  /**
   * Takes over a stream that the runner has started.
   *
   * @param asFastAsPossible whether nothing but the runner itself limits the pace
   * @param survivesCrash whether the stream is to resume after a crash
   * @param tasks runs what the adapter does beside the stream
   * @param log receives what the user should know
   */
  RunningStream adoptStream(
      PipelineResult result,
      boolean asFastAsPossible,
      boolean survivesCrash,
      BackgroundTasks tasks,
      PrintStream log);

  /** Whether the runner reports only that it has stopped, and not the failure that stopped it. */
  boolean hidesCause(Throwable failure);

  /** The cluster's launcher, if one has started this process. */
  default Optional<ClusterLauncher> launcher() {
    return Optional.empty();
  }

  /**
   * The address of a cluster whose executors may run on other machines than this one.
   *
   * @param options {@code --name=value} options of Beam and its runner
   */
  default Optional<String> cluster(List<String> options) {
    return Optional.empty();
  }
}
