package dev.tidemark.job;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.beam.sdk.PipelineResult;

/**
 * Spark's own of a stream that Beam runs. It is asked by reflection, since Spark is on the class
 * path of its own profile alone.
 *
 * @param start done when Spark has started the stream
 * @param context a {@code StreamingContext}
 */
record SparkStream(Future<?> start, Object context) {
  /** What has become of a stream. */
  enum Fate {
    GOES_ON,
    STOPPED,
    FAILED
  }

  /** The stream that Beam's runner for Spark has given this result for. */
  static SparkStream of(PipelineResult result) {
    try {
      Object context = field(result.getClass(), "javaStreamingContext", result);
      Object start = field(result.getClass().getSuperclass(), "pipelineExecution", result);
      return new SparkStream((Future<?>) start, get(context, "ssc"));
    } catch (ReflectiveOperationException e) {
      throw anotherSpark(e);
    }
  }

  /** What methods without arguments return, each asked of what the one before has returned. */
  Object ask(String... methods) {
    Object answer = context;
    for (String method : methods) {
      answer = get(answer, method);
    }
    return answer;
  }

  boolean hasStarted() {
    return start.isDone();
  }

  /** From one micro-batch to the next, in ms. */
  long intervalMs() {
    return (long) ask("graph", "batchDuration", "milliseconds");
  }

  /** Its time, ms. */
  long time() {
    return (long) ask("scheduler", "clock", "getTimeMillis");
  }

  void setTime(long ms) {
    tell(ask("scheduler", "clock"), "setTime", long.class, ms);
  }

  /** The time of the last micro-batch that is done, and its checkpoint on disk; 0 for none. */
  long lastDone() {
    Object last = ask("scheduler", "jobGenerator", "lastProcessedBatch");
    return last == null ? 0 : (long) get(last, "milliseconds");
  }

  /** Whether no micro-batch has jobs to do. */
  boolean isIdle() {
    return (long) ask("progressListener", "numUnprocessedBatches") == 0;
  }

  /** Waits until it has ended, or that long. */
  Fate await(long atMostMs) {
    try {
      start.get(atMostMs, TimeUnit.MILLISECONDS);
      Object waiter = ask("waiter");
      Method wait = waiter.getClass().getMethod("waitForStopOrError", long.class);
      return (boolean) wait.invoke(waiter, atMostMs) ? Fate.STOPPED : Fate.GOES_ON;
    } catch (TimeoutException e) {
      return Fate.GOES_ON;
    } catch (ExecutionException | InvocationTargetException e) {
      // Beam says why.
      return Fate.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Fate.STOPPED;
    } catch (ReflectiveOperationException e) {
      throw anotherSpark(e);
    }
  }

  /** Stops it, and whatever is under way. */
  void stop() {
    try {
      Method stop = context.getClass().getMethod("stop", boolean.class, boolean.class);
      stop.invoke(context, false, false);
    } catch (ReflectiveOperationException e) {
      throw anotherSpark(e);
    }
  }

  static Object get(Object of, String name) {
    try {
      return of.getClass().getMethod(name).invoke(of);
    } catch (ReflectiveOperationException e) {
      throw anotherSpark(e);
    }
  }

  /** What a private field holds; of a static one for {@code null}. */
  static Object field(Class<?> type, String name, Object of) throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  static IllegalStateException anotherSpark(ReflectiveOperationException e) {
    return new IllegalStateException("this is another Spark than 3.5, or another Beam", e);
  }

  private static void tell(Object whom, String name, Class<?> type, Object value) {
    try {
      whom.getClass().getMethod(name, type).invoke(whom, value);
    } catch (ReflectiveOperationException e) {
      throw anotherSpark(e);
    }
  }
}
