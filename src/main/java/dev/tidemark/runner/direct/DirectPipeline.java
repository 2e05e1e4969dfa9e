package dev.tidemark.runner.direct;

import dev.tidemark.exit.FailureException;
import dev.tidemark.runner.BeamInternal;
import dev.tidemark.runner.RunningPipeline;
import dev.tidemark.runner.RunningStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.joda.time.Duration;

/**
 * A pipeline on the Direct runner, batch or stream; it ends by itself when its watermarks have
 * reached the end.
 *
 * <p>When a worker fails with an {@code Error}, the runner reports an end in state {@code RUNNING}
 * and drops the error; and if its own loop fails, it never ends. So its executor is inspected
 * first.
 */
final class DirectPipeline implements RunningStream {
  static final String STOPPED = "the Direct runner has stopped in the middle of its work";

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
  private static final int POLLS = 4;

  /** How many polls in a row may find no work: between two rounds there is none for a moment. */
  private static final int DEAD_AFTER_POLLS = 40;

  private final PipelineResult result;
  private final BlockingQueue<?> updates;
  private final ThreadPoolExecutor workers;
  private long tasksDone;
  private int idlePolls;

  private DirectPipeline(
      PipelineResult result, BlockingQueue<?> updates, ThreadPoolExecutor workers) {
    this.result = result;
    this.updates = updates;
    this.workers = workers;
  }

  static void checkVersion() throws FailureException {
    BeamInternal.check(
        BeamInternal.DIRECT_EXECUTOR,
        BeamInternal.DIRECT_VISIBLE_UPDATES,
        BeamInternal.DIRECT_UPDATES,
        BeamInternal.DIRECT_WORKERS,
        BeamInternal.DIRECT_THROWN);
  }

  /** The pipeline that the Direct runner has returned this result for. */
  static DirectPipeline of(PipelineResult result) {
    Object executor = BeamInternal.DIRECT_EXECUTOR.of(result);
    Object visible = BeamInternal.DIRECT_VISIBLE_UPDATES.of(executor);
    return new DirectPipeline(
        result,
        (BlockingQueue<?>) BeamInternal.DIRECT_UPDATES.of(visible),
        (ThreadPoolExecutor) BeamInternal.DIRECT_WORKERS.of(executor));
  }

  @Override
  public Optional<State> awaitEnd() {
    for (int poll = 0; poll < POLLS; poll++) {
      Object update = updates.peek();
      if (update != null) {
        error(update).ifPresent(DirectPipeline::fail);
        return Optional.ofNullable(result.waitUntilFinish(Duration.millis(1)))
            .filter(State::isTerminal);
      }
      if (result.getState().isTerminal()) {
        return Optional.of(result.waitUntilFinish());
      }
      checkAlive();
      LockSupport.parkNanos(POLL_NANOS);
    }
    return Optional.empty();
  }

  @Override
  public void drain() {
    // It always runs as fast as it can.
  }

  @Override
  public State end() {
    return RunningPipeline.cancel(result);
  }

  @Override
  public void abort() {
    RunningPipeline.cancel(result);
  }

  @Override
  public void close() {
    // Nothing runs beside it.
  }

  /** The runner's loop is a task that enqueues itself again: without one nothing happens. */
  private void checkAlive() {
    long done = workers.getCompletedTaskCount();
    boolean idle =
        workers.getActiveCount() == 0 && workers.getQueue().isEmpty() && done == tasksDone;
    tasksDone = done;
    idlePolls = idle ? idlePolls + 1 : 0;
    if (idlePolls > DEAD_AFTER_POLLS) {
      throw new IllegalStateException(STOPPED);
    }
  }

  private static void fail(Error error) {
    throw new PipelineExecutionException(error);
  }

  private static Optional<Error> error(Object update) {
    return ((Optional<?>) BeamInternal.DIRECT_THROWN.of(update))
        .filter(Error.class::isInstance)
        .map(Error.class::cast);
  }
}
