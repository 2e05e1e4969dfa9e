package dev.tidemark.runner.spark;

import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.process.PeriodicTask;
import java.io.PrintStream;

/**
 * Sets the pace of a stream's micro-batches by the clock that Spark begins them by. That clock
 * stands still while the stream is down, and while two micro-batches are running.
 *
 * <p>By the wall clock, Spark would schedule a micro-batch for each interval that passes, whether
 * or not it keeps up, and after a crash all those of the time that it was down. They queue, and
 * their input fills memory and disk. Also, Spark keeps the state of two micro-batches: if a third
 * ends before the checkpoint of the first is written, that checkpoint lacks its own state, and a
 * stream that resumes from it reads again what it had read.
 */
final class MicroBatchPacer {
  private static final long TICK_MS = 5;

  /** How long Spark may be idle without a checkpoint being done: then writing it has failed. */
  private static final long PATIENCE_MS = 60_000;

  private final MicroBatches stream;
  private final PrintStream log;
  private final long intervalMs;
  private final PeriodicTask ticks;
  private volatile boolean asFastAsPossible;
  private long lastTickNanos = System.nanoTime();
  private long waitedMs;

  /**
   * Lets time pass from the start of the stream until it is stopped.
   *
   * @param asFastAsPossible whether a micro-batch begins as soon as it may; otherwise it begins an
   *     interval after the one before, or later
   */
  MicroBatchPacer(
      MicroBatches stream, boolean asFastAsPossible, BackgroundTasks tasks, PrintStream log) {
    this.stream = stream;
    this.asFastAsPossible = asFastAsPossible;
    this.log = log;
    this.intervalMs = stream.intervalMs();
    this.ticks = tasks.every(TICK_MS, "clock of Spark's stream", this::tick);
  }

  /** From now on, micro-batches begin as soon as they may. */
  void drain() {
    asFastAsPossible = true;
  }

  /** Lets no more micro-batches begin. */
  void stop() {
    ticks.close();
  }

  /**
   * Whether each micro-batch that has begun is done.
   *
   * @param elapsedMs since the last call
   */
  synchronized boolean isAllDone(long elapsedMs) {
    return isDone(stream.time() / intervalMs * intervalMs, elapsedMs);
  }

  /** Lets as much of this time pass as is allowed. */
  synchronized void pass(long elapsedMs) {
    long now = stream.time();
    long next = (now / intervalMs + 1) * intervalMs;
    long then = asFastAsPossible ? next : Math.min(next, now + elapsedMs);
    boolean mustWait = then == next && !isDone(next - 2 * intervalMs, elapsedMs);
    stream.setTime(mustWait ? next - 1 : then);
  }

  private void tick() {
    long elapsedMs = (System.nanoTime() - lastTickNanos) / 1_000_000;
    lastTickNanos += elapsedMs * 1_000_000;
    // Until then Spark sets the clock itself.
    if (stream.hasStarted()) {
      pass(elapsedMs);
    }
  }

  /** Whether a micro-batch is done, or is no longer waited for. */
  private boolean isDone(long batch, long elapsedMs) {
    if (stream.lastDone() >= batch) {
      waitedMs = 0;
      return true;
    }
    waitedMs = stream.isIdle() ? waitedMs + elapsedMs : 0;
    if (waitedMs < PATIENCE_MS) {
      return false;
    }
    waitedMs = 0;
    log.println("tidemark: Spark has not written a checkpoint for a minute (--verbose shows why)");
    return true;
  }
}
