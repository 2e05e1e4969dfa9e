package dev.tidemark.runner.direct;

import dev.tidemark.exit.FailureException;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.runner.OptionRules;
import dev.tidemark.runner.RunnerAdapter;
import dev.tidemark.runner.RunningPipeline;
import dev.tidemark.runner.RunningStream;
import dev.tidemark.runner.StreamCheckpoint;
import dev.tidemark.sink.TaskIdentity;
import dev.tidemark.source.files.Splitting;
import dev.tidemark.storage.Directory;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.PipelineResult;

/** The Direct runner: it has event-time timers, and its state ends with the process. */
public final class DirectAdapter implements RunnerAdapter {
  /** With it, {@code Pipeline.run} would return only after the end of a stream. */
  private static final String BLOCK_ON_RUN = "blockOnRun";

  private static final OptionRules OPTIONS =
      new OptionRules(
          Set.of(),
          Map.of(
              BLOCK_ON_RUN,
              "is for programs that do not wait by themselves, as Tidemark does; leave it out"),
          Map.of(BLOCK_ON_RUN, "false"),
          Set.of(),
          Set.of());

  @Override
  public String title() {
    return "Direct";
  }

  @Override
  public Set<String> runnerNames() {
    return Set.of("DirectRunner");
  }

  @Override
  public OptionRules optionRules() {
    return OPTIONS;
  }

  @Override
  public void checkVersion() throws FailureException {
    DirectPipeline.checkVersion();
  }

  @Override
  public RunningPipeline adoptBatch(PipelineResult result) {
    return DirectPipeline.of(result);
  }

  @Override
  public boolean copiesGroups() {
    return true;
  }

  /**
   * It begins all of its root bundles before any step that follows, since its workers take tasks in
   * turn, and would hold all readings at once. Split off by a reader, a bundle waits until nothing
   * else is left to do: see {@code BoundedReadEvaluatorFactory} and {@code QuiescenceDriver}.
   */
  @Override
  public Splitting splitting() {
    return Splitting.DYNAMIC;
  }

  @Override
  public OrderingStrategy.Buffered ordering() {
    return new OrderingStrategy.AtWatermark();
  }

  @Override
  public TaskIdentity tasks() {
    return TaskIdentity.NONE;
  }

  @Override
  public boolean resumesAfterCrash() {
    return false;
  }

  @Override
  public StreamCheckpoint checkpoint(Directory directory, String version) {
    throw new UnsupportedOperationException("the Direct runner keeps no checkpoints");
  }

  @Override
  public void prepareStream() {
    // All that belongs to a stream is in its own objects.
  }

  @Override
  public RunningStream adoptStream(
      PipelineResult result,
      boolean asFastAsPossible,
      boolean survivesCrash,
      BackgroundTasks tasks,
      PrintStream log) {
    return DirectPipeline.of(result);
  }

  @Override
  public boolean hidesCause(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains(DirectPipeline.STOPPED);
  }
}
