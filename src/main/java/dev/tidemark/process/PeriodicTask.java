package dev.tidemark.process;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task periodically, on a daemon thread of its own, until it is closed or fails. The failure
 * is kept for whoever waits for the run.
 */
public final class PeriodicTask implements AutoCloseable {
  private static final long CLOSE_SECONDS = 10;

  private final String name;
  private final Work work;
  private final ScheduledExecutorService thread;
  private volatile Throwable failure;

  /** What is done each time. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  private PeriodicTask(String name, Work work) {
    this.name = name;
    this.work = work;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread daemon = new Thread(task, "tidemark-" + name);
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /** Runs a task for the first time after one period. */
  public static PeriodicTask every(long periodMs, String name, Work work) {
    PeriodicTask task = new PeriodicTask(name, work);
    // After a late run the next ones keep their distance: they do not make up for it at once.
    var unused =
        task.thread.scheduleWithFixedDelay(task::run, periodMs, periodMs, TimeUnit.MILLISECONDS);
    return task;
  }

  /** Runs a task once. */
  public static PeriodicTask after(long delayMs, String name, Work work) {
    PeriodicTask task = new PeriodicTask(name, work);
    var unused = task.thread.schedule(task::run, delayMs, TimeUnit.MILLISECONDS);
    return task;
  }

  /** What the task does, in a word or two. */
  public String name() {
    return name;
  }

  /** What it has failed with; it does not run again after that. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Ends it; a run that has begun comes to its end first. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      // Not for ever: what it writes to may hang.
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      work.run();
    } catch (Throwable e) {
      failure = e;
      thread.shutdown();
    }
  }
}
