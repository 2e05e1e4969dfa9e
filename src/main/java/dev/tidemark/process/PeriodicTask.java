package dev.tidemark.process;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A task that runs periodically, until it is closed or fails. The thread that waits for the run
 * asks for the failure.
 */
public final class PeriodicTask implements AutoCloseable {
  private static final long CLOSE_SECONDS = 10;

  private final String name;
  private final Work work;
  private final ReentrantLock running = new ReentrantLock();
  private final Future<?> schedule;
  private volatile boolean isClosed;
  private volatile Optional<Throwable> failure = Optional.empty();

  /** What is done each time. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** Schedules what it is given, once or periodically. */
  @FunctionalInterface
  interface Schedule {
    Future<?> start(Runnable task);
  }

  /**
   * Starts a task.
   *
   * @param name what the task does, in a word or two
   */
  PeriodicTask(String name, Work work, Schedule schedule) {
    this.name = name;
    this.work = work;
    this.schedule = schedule.start(this::run);
  }

  String name() {
    return name;
  }

  /** What the task has failed with; it does not run again after that. */
  Optional<Throwable> failure() {
    return failure;
  }

  /** Ends the task; a run that has begun is finished first. */
  @Override
  public void close() {
    isClosed = true;
    schedule.cancel(/* mayInterruptIfRunning= */ false);
    try {
      // Not forever: what it writes to may hang.
      if (running.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        running.unlock();
      } else {
        schedule.cancel(/* mayInterruptIfRunning= */ true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    running.lock();
    try {
      if (!isClosed && failure.isEmpty()) {
        work.run();
      }
    } catch (Throwable e) {
      failure = Optional.of(e);
    } finally {
      running.unlock();
    }
  }
}
