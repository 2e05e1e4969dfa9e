package dev.tidemark.runner.spark;

import dev.tidemark.exit.FailureException;
import dev.tidemark.runner.BeamInternal;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.util.ManualClock;

/**
 * Spark's side of a stream that Beam runs.
 *
 * @param start done when Spark has started the stream
 */
@SuppressWarnings("deprecation") // Spark's DStreams are, and Beam's runner is built on them.
record SparkStream(Future<?> start, StreamingContext context) implements MicroBatches {
  /** What has become of a stream. */
  enum Fate {
    RUNNING,
    STOPPED,
    FAILED
  }

  static void checkVersion() throws FailureException {
    BeamInternal.check(
        BeamInternal.SPARK_CONTEXT,
        BeamInternal.SPARK_START,
        BeamInternal.SPARK_READER_INTERVAL,
        BeamInternal.SPARK_READER_CACHE);
  }

  /** The stream that Beam's Spark runner has returned this result for. */
  static SparkStream of(PipelineResult result) {
    return new SparkStream(
        (Future<?>) BeamInternal.SPARK_START.of(result),
        ((JavaStreamingContext) BeamInternal.SPARK_CONTEXT.of(result)).ssc());
  }

  @Override
  public boolean hasStarted() {
    return start.isDone();
  }

  @Override
  public long intervalMs() {
    return context.graph().batchDuration().milliseconds();
  }

  @Override
  public long time() {
    return clock().getTimeMillis();
  }

  @Override
  public void setTime(long ms) {
    clock().setTime(ms);
  }

  @Override
  public long lastDone() {
    Time last = context.scheduler().jobGenerator().lastProcessedBatch();
    return last == null ? 0 : last.milliseconds();
  }

  @Override
  public boolean isIdle() {
    return context.progressListener().numUnprocessedBatches() == 0;
  }

  /** Waits until the stream has ended, or that long. */
  Fate await(long atMostMs) {
    try {
      start.get(atMostMs, TimeUnit.MILLISECONDS);
      return context.awaitTerminationOrTimeout(atMostMs) ? Fate.STOPPED : Fate.RUNNING;
    } catch (TimeoutException e) {
      return Fate.RUNNING;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Fate.STOPPED;
    } catch (Throwable e) {
      // Whatever a micro-batch has failed with; Beam's result reports it.
      return Fate.FAILED;
    }
  }

  /** Stops the stream and whatever it is doing. */
  void stop() {
    context.stop(false, false);
  }

  private ManualClock clock() {
    return (ManualClock) context.scheduler().clock();
  }
}
