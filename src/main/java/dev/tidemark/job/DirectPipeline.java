package dev.tidemark.job;

import java.lang.reflect.Field;
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
 * A pipeline on the Direct runner, batch or stream; it ends by itself when its watermarks have come
 * to the end.
 *
 * <p>When a worker fails with an {@code Error}, the runner tells of an end in state {@code RUNNING}
 * and drops the error; and where its own loop fails it never ends. So its executor is looked at
 * first, by reflection, as it has no public face.
 */
final class DirectPipeline implements RunningStream {
  static final String STOPPED = "the Direct runner has stopped in the middle of its work";

  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
  private static final int LOOKS = 4;

  /**
   * How often in succession nothing may be under way: between two turns that is so for a moment.
   */
  private static final int DEAD_AFTER_LOOKS = 40;

  private final PipelineResult result;
  private final BlockingQueue<?> updates;
  private final ThreadPoolExecutor workers;
  private long tasksDone;
  private int looksWithoutWork;

  private DirectPipeline(
      PipelineResult result, BlockingQueue<?> updates, ThreadPoolExecutor workers) {
    this.result = result;
    this.updates = updates;
    this.workers = workers;
  }

  /** The pipeline that the Direct runner has given this result for. */
  static DirectPipeline of(PipelineResult result) {
    try {
      Object executor = field("executor", result);
      return new DirectPipeline(
          result,
          (BlockingQueue<?>) field("updates", field("visibleUpdates", executor)),
          (ThreadPoolExecutor) field("executorService", executor));
    } catch (ReflectiveOperationException e) {
      throw anotherBeam(e);
    }
  }

  @Override
  public Optional<State> awaitEnd() {
    for (int look = 0; look < LOOKS; look++) {
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
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    return Optional.empty();
  }

  @Override
  public void drain() {
    // It goes as fast as it can.
  }

  @Override
  public State end() {
    return PipelineRun.stopped(result);
  }

  @Override
  public void abort() {
    PipelineRun.stopped(result);
  }

  @Override
  public void close() {
    // Nothing is done beside it.
  }

  /** Its loop is a task that puts itself into the queue again: without one nothing happens. */
  private void checkAlive() {
    long done = workers.getCompletedTaskCount();
    boolean idle =
        workers.getActiveCount() == 0 && workers.getQueue().isEmpty() && done == tasksDone;
    tasksDone = done;
    looksWithoutWork = idle ? looksWithoutWork + 1 : 0;
    if (looksWithoutWork > DEAD_AFTER_LOOKS) {
      throw new IllegalStateException(STOPPED);
    }
  }

  private static void fail(Error error) {
    throw new PipelineExecutionException(error);
  }

  private static Optional<Error> error(Object update) {
    try {
      return ((Optional<?>) field("thrown", update))
          .filter(Error.class::isInstance)
          .map(Error.class::cast);
    } catch (ReflectiveOperationException e) {
      throw anotherBeam(e);
    }
  }

  private static Object field(String name, Object of) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  private static IllegalStateException anotherBeam(ReflectiveOperationException e) {
    return new IllegalStateException("this is another Beam than 2.70", e);
  }
}
