package dev.tidemark.process;

import dev.tidemark.exit.FailureException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** What is done beside a pipeline while it runs. When one of these tasks fails, so does the run. */
public final class BackgroundTasks {
  private final List<PeriodicTask> tasks = new CopyOnWriteArrayList<>();
  private final AtomicReference<FailureException> ended = new AtomicReference<>();

  /** A task beside the pipeline has failed. */
  public static final class TaskFailed extends RuntimeException {
    private final String task;

    public TaskFailed(String task, Throwable cause) {
      super("the " + task + " failed", cause);
      this.task = task;
    }

    public String task() {
      return task;
    }
  }

  /** Runs a task periodically until it is closed. */
  public PeriodicTask every(long periodMs, String name, PeriodicTask.Work work) {
    return watched(PeriodicTask.every(periodMs, name, work));
  }

  /** Runs a task once, unless it is closed before. */
  public PeriodicTask after(long delayMs, String name, PeriodicTask.Work work) {
    return watched(PeriodicTask.after(delayMs, name, work));
  }

  /** Has the run end before its work is done; the first reason counts. */
  public void end(FailureException reason) {
    ended.compareAndSet(null, reason);
  }

  /**
   * Does work that is over when the pipeline is; when a task fails, the pipeline is stopped.
   *
   * @param abort stops the pipeline
   */
  public <T> T during(Runnable abort, Supplier<T> work) {
    try {
      return work.get();
    } catch (TaskFailed e) {
      try {
        abort.run();
      } catch (RuntimeException alreadyFailing) {
        e.addSuppressed(alreadyFailing);
      }
      throw e;
    }
  }

  /**
   * Called again and again by whoever waits for the pipeline.
   *
   * @throws TaskFailed if one of the tasks has failed, or the run is to end
   */
  public void check() {
    if (ended.get() != null) {
      throw new TaskFailed("run", ended.get());
    }
    for (PeriodicTask task : tasks) {
      if (task.failure().isPresent()) {
        throw new TaskFailed(task.name(), task.failure().get());
      }
    }
  }

  private PeriodicTask watched(PeriodicTask task) {
    tasks.add(task);
    return task;
  }
}
