package dev.tidemark.job;

import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.process.PeriodicTask;
import java.io.PrintStream;

/**
 * The time of a stream on Spark, which decides when a micro-batch begins. It stands still while the
 * stream is down, and while two micro-batches are under way.
 *
 * <p>By the wall clock Spark would plan a micro-batch for each interval that goes by, whether it
 * keeps up or not, and after a crash all those of the time that it was down. They queue, and what
 * belongs to them fills memory and disk. And Spark keeps the state of two: where a third has ended
 * before the checkpoint of the first is written, that one lacks its own state, and a stream that
 * goes on from it reads anew what it had read.
 */
final class MicroBatchPacer {
  private static final String CLOCK = "spark.streaming.clock";
  private static final String IN_OUR_HANDS = "org.apache.spark.util.ManualClock";
  private static final long TICK_MS = 5;

  /** How long nothing may be under way although something is not done: its checkpoint fails. */
  private static final long PATIENCE_MS = 60_000;

  private final SparkStream stream;
  private final PrintStream log;
  private final long intervalMs;
  private final PeriodicTask ticks;
  private volatile boolean asFastAsItGoes;
  private long lastTickNanos = System.nanoTime();
  private long heldMs;

  /**
   * Lets time pass from the start of the stream on, until it is stopped.
   *
   * @param asFastAsItGoes a micro-batch begins as soon as it may; else no earlier than an interval
   *     behind the one before
   */
  MicroBatchPacer(
      SparkStream stream, boolean asFastAsItGoes, BackgroundTasks tasks, PrintStream log) {
    System.clearProperty(CLOCK);
    this.stream = stream;
    this.asFastAsItGoes = asFastAsItGoes;
    this.log = log;
    this.intervalMs = stream.intervalMs();
    this.ticks = tasks.every(TICK_MS, "clock of Spark's stream", this::tick);
  }

  /** Has the next stream of this process take its time from here. */
  static void choose() {
    System.setProperty(CLOCK, IN_OUR_HANDS);
  }

  /** From here on micro-batches begin as soon as they may. */
  void drain() {
    asFastAsItGoes = true;
  }

  /** No more micro-batches begin. */
  void stop() {
    ticks.close();
  }

  /**
   * Whether each micro-batch that has begun is done.
   *
   * @param elapsedMs since this was asked before
   */
  synchronized boolean isAllDone(long elapsedMs) {
    return isDone(stream.time() / intervalMs * intervalMs, elapsedMs);
  }

  /** Lets as much of this time pass as may. */
  synchronized void pass(long elapsedMs) {
    long now = stream.time();
    long next = (now / intervalMs + 1) * intervalMs;
    long then = asFastAsItGoes ? next : Math.min(next, now + elapsedMs);
    boolean mustWait = then == next && !isDone(next - 2 * intervalMs, elapsedMs);
    stream.setTime(mustWait ? next - 1 : then);
  }

  private void tick() {
    long elapsedMs = (System.nanoTime() - lastTickNanos) / 1_000_000;
    lastTickNanos += elapsedMs * 1_000_000;
    // Until then Spark sets the time itself.
    if (stream.hasStarted()) {
      pass(elapsedMs);
    }
  }

  /** Whether a micro-batch is done, or is given up. */
  private boolean isDone(long batch, long elapsedMs) {
    if (stream.lastDone() >= batch) {
      heldMs = 0;
      return true;
    }
    heldMs = stream.isIdle() ? heldMs + elapsedMs : 0;
    if (heldMs < PATIENCE_MS) {
      return false;
    }
    heldMs = 0;
    log.println("tidemark: Spark has not written a checkpoint for a minute (--verbose shows why)");
    return true;
  }
}
