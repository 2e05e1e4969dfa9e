package dev.tidemark.runner.spark;

import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.runner.RunningPipeline;
import dev.tidemark.runner.RunningStream;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;

/**
 * A stream on Spark, which never ends by itself. Beam would stop it gracefully, even after a
 * failure: Spark would then run the micro-batches after the one that failed, and write checkpoints
 * from which that one cannot be run again. Here it is stopped at once after a failure, and at its
 * end when no micro-batch is running.
 */
final class SparkPipeline implements RunningStream {
  private static final long A_WHILE_MS = 100;
  private static final long A_MOMENT_MS = 5;

  private final PipelineResult result;
  private final SparkStream stream;
  private final MicroBatchPacer pacer;

  private SparkPipeline(PipelineResult result, SparkStream stream, MicroBatchPacer pacer) {
    this.result = result;
    this.stream = stream;
    this.pacer = pacer;
  }

  /**
   * Takes over what Beam's runner has started.
   *
   * @param asFastAsPossible whether nothing but Spark itself limits the pace
   * @param survivesCrash whether the stream is to resume after a crash
   */
  static SparkPipeline adopt(
      PipelineResult result,
      boolean asFastAsPossible,
      boolean survivesCrash,
      BackgroundTasks tasks,
      PrintStream log) {
    SparkProperties.useOwnClock();
    SparkStream stream = SparkStream.of(result);
    SparkStorage.retain(stream);
    if (!survivesCrash) {
      SparkStorage.forgetEarly(stream);
    }
    return new SparkPipeline(
        result, stream, new MicroBatchPacer(stream, asFastAsPossible, tasks, log));
  }

  @Override
  public Optional<State> awaitEnd() {
    return awaitEnd(A_WHILE_MS);
  }

  @Override
  public void drain() {
    pacer.drain();
  }

  @Override
  public State end() {
    pacer.stop();
    while (!pacer.isAllDone(A_MOMENT_MS)) {
      Optional<State> ended = awaitEnd(A_MOMENT_MS);
      if (ended.isPresent()) {
        return ended.get();
      }
    }
    stream.stop();
    return RunningPipeline.cancel(result);
  }

  @Override
  public void abort() {
    pacer.stop();
    stream.stop();
    RunningPipeline.cancel(result);
  }

  @Override
  public void close() {
    pacer.stop();
  }

  private Optional<State> awaitEnd(long atMostMs) {
    return switch (stream.await(atMostMs)) {
      case RUNNING -> Optional.empty();
      // Not by Tidemark: the process is about to end.
      case STOPPED -> Optional.of(State.STOPPED);
      case FAILED -> {
        stream.stop();
        yield Optional.of(result.waitUntilFinish());
      }
    };
  }
}
