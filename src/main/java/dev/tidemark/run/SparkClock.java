package dev.tidemark.run;

import java.lang.reflect.InvocationTargetException;

/**
 * The time of a stream on Spark, which decides when a micro-batch begins. It stands still while the
 * stream is down, and while two micro-batches are under way.
 *
 * <p>By the wall clock Spark would plan a micro-batch for each interval that goes by, whether it
 * keeps up or not, and after a crash all those of the time that it was down. They queue; what
 * belongs to them fills memory and disk; and as soon as several of them end together, Spark writes
 * a checkpoint of an early one from which it has cleared that one's state already. A stream that
 * goes on from such a checkpoint reads anew what it had read.
 */
final class SparkClock {
  private static final String CLOCK = "spark.streaming.clock";
  private static final String IN_OUR_HANDS = "org.apache.spark.util.ManualClock";
  private static final long TICK_MS = 5;

  /** How long nothing may be under way although something is not done: its checkpoint fails. */
  private static final long PATIENCE_MS = 60_000;

  /** What has failed is never done, but Spark needs time to stop. */
  private static final long PATIENCE_IF_FAILED_MS = 100;

  private final SparkStream stream;
  private final boolean asFastAsItGoes;
  private final long intervalMs;
  private boolean isStarted;
  private long lastTickNanos = System.nanoTime();
  private long heldMs;

  SparkClock(SparkStream stream, boolean asFastAsItGoes) throws ReflectiveOperationException {
    this.stream = stream;
    this.asFastAsItGoes = asFastAsItGoes;
    this.intervalMs = (long) stream.ask("graph", "batchDuration", "milliseconds");
  }

  /** Has the next stream of this process take its time from here. */
  static void choose() {
    System.setProperty(CLOCK, IN_OUR_HANDS);
  }

  /**
   * Lets time pass until closed.
   *
   * @param asFastAsItGoes a micro-batch begins as soon as it may; else no earlier than an interval
   *     behind the one before
   */
  static StreamRunner.Attendant drive(SparkStream stream, boolean asFastAsItGoes) {
    System.clearProperty(CLOCK);
    try {
      SparkClock clock = new SparkClock(stream, asFastAsItGoes);
      return Repeating.every(TICK_MS, "tidemark-spark-clock", clock::tick)::cancel;
    } catch (ReflectiveOperationException e) {
      throw SparkStream.anotherSpark(e);
    }
  }

  private void tick() {
    long elapsedMs = (System.nanoTime() - lastTickNanos) / 1_000_000;
    lastTickNanos += elapsedMs * 1_000_000;
    try {
      // Until then Spark sets the time itself. It is not asked again: while it stops it is locked.
      isStarted = isStarted || stream.ask("getState").toString().equals("ACTIVE");
      if (isStarted) {
        pass(elapsedMs);
      }
    } catch (ReflectiveOperationException e) {
      throw SparkStream.anotherSpark(e);
    }
  }

  /** Lets as much of this time pass as may. */
  void pass(long elapsedMs) throws ReflectiveOperationException {
    Object clock = stream.ask("scheduler", "clock");
    long now = (long) SparkStream.get(clock, "getTimeMillis");
    long next = (now / intervalMs + 1) * intervalMs;
    long then = asFastAsItGoes ? next : Math.min(next, now + elapsedMs);
    if (then == next && !mayBegin(next, elapsedMs)) {
      then = next - 1;
    }
    clock.getClass().getMethod("setTime", long.class).invoke(clock, then);
  }

  /** Whether the last but one is done, or will not be. */
  private boolean mayBegin(long batch, long elapsedMs) throws ReflectiveOperationException {
    if (lastDone() >= batch - 2 * intervalMs) {
      heldMs = 0;
      return true;
    }
    boolean hasFailed = hasFailed();
    boolean isIdle = (long) stream.ask("progressListener", "numUnprocessedBatches") == 0;
    heldMs = hasFailed || isIdle ? heldMs + elapsedMs : 0;
    if (heldMs < (hasFailed ? PATIENCE_IF_FAILED_MS : PATIENCE_MS)) {
      return false;
    }
    heldMs = 0;
    return true;
  }

  /** The last micro-batch that is done, and its checkpoint on disk; 0 for none. */
  private long lastDone() throws ReflectiveOperationException {
    Object last = stream.ask("scheduler", "jobGenerator", "lastProcessedBatch");
    return last == null ? 0 : (long) SparkStream.get(last, "milliseconds");
  }

  private boolean hasFailed() throws ReflectiveOperationException {
    Object waiter = stream.ask("waiter");
    try {
      waiter.getClass().getMethod("waitForStopOrError", long.class).invoke(waiter, 0L);
      return false;
    } catch (InvocationTargetException e) {
      return true;
    }
  }
}
