package dev.tidemark.process;

import dev.tidemark.exit.FailureException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Tasks that run beside a pipeline, on daemon threads. When one of them fails, so does the run. */
public final class BackgroundTasks implements AutoCloseable {
  /** As many as there are tasks in a run: one that waits for a file system delays no other. */
  private static final int THREADS = 6;

  private final ScheduledExecutorService threads = threads();
  private final List<PeriodicTask> tasks = new CopyOnWriteArrayList<>();
  private final AtomicReference<FailureException> ended = new AtomicReference<>();

  /** A task beside the pipeline has failed. */
  public static final class TaskFailedException extends RuntimeException {
    private final String task;

    public TaskFailedException(String task, Throwable cause) {
      super("the " + task + " failed", cause);
      this.task = task;
    }

    public String task() {
      return task;
    }
  }

  /** Runs a task periodically until it is closed, for the first time after one period. */
  public PeriodicTask every(long periodMs, String name, PeriodicTask.Work work) {
    return watched(
        new PeriodicTask(
            name,
            work,
            // With a fixed delay, runs that were missed are not made up for at once.
            task ->
                threads.scheduleWithFixedDelay(task, periodMs, periodMs, TimeUnit.MILLISECONDS)));
  }

  /** Runs a task once, unless it is closed before. */
  public PeriodicTask after(long delayMs, String name, PeriodicTask.Work work) {
    return watched(
        new PeriodicTask(
            name, work, task -> threads.schedule(task, delayMs, TimeUnit.MILLISECONDS)));
  }

  /** Ends the run before its work is done; the first reason counts. */
  public void end(FailureException reason) {
    ended.compareAndSet(null, reason);
  }

  /**
   * Does work that ends with the pipeline, and stops the pipeline when a task fails.
   *
   * @param abort stops the pipeline
   */
  public <T> T during(Runnable abort, Supplier<T> work) {
    try {
      return work.get();
    } catch (TaskFailedException e) {
      try {
        abort.run();
      } catch (RuntimeException alreadyFailing) {
        e.addSuppressed(alreadyFailing);
      }
      throw e;
    }
  }

  /**
   * Called repeatedly by whoever waits for the pipeline.
   *
   * @throws TaskFailedException if one of the tasks has failed, or the run is to end
   */
  public void check() {
    if (ended.get() != null) {
      throw new TaskFailedException("run", ended.get());
    }
    for (PeriodicTask task : tasks) {
      if (task.failure().isPresent()) {
        throw new TaskFailedException(task.name(), task.failure().get());
      }
    }
  }

  /** Ends the threads; tasks are closed by whoever started them. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static ScheduledExecutorService threads() {
    return new ScheduledThreadPoolExecutor(
        THREADS,
        task -> {
          Thread thread = new Thread(task, "tidemark-background");
          thread.setDaemon(true);
          return thread;
        });
  }

  private PeriodicTask watched(PeriodicTask task) {
    tasks.add(task);
    return task;
  }
}
