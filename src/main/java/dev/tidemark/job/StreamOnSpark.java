package dev.tidemark.job;

import dev.tidemark.process.BackgroundTasks;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;

/**
 * A stream on Spark, which never ends by itself. Beam would stop it with grace, also when it has
 * failed: Spark then goes on with the micro-batches behind the one that failed, and writes
 * checkpoints from which that one cannot be run again. Here it is stopped at once, and after the
 * end when nothing is under way.
 */
final class StreamOnSpark implements RunningStream {
  private static final long A_WHILE_MS = 100;
  private static final long A_MOMENT_MS = 5;

  private final PipelineResult result;
  private final SparkStream stream;
  private final MicroBatchPacer clock;

  private StreamOnSpark(PipelineResult result, SparkStream stream, MicroBatchPacer clock) {
    this.result = result;
    this.stream = stream;
    this.clock = clock;
  }

  /**
   * Takes over what a runner has started.
   *
   * @param asFastAsItGoes whether nothing but the stream itself says how fast it goes
   */
  static StreamOnSpark attend(
      PipelineResult result, boolean asFastAsItGoes, BackgroundTasks tasks, PrintStream log) {
    SparkStream stream = SparkStream.of(result);
    SparkStorage.retain(stream);
    return new StreamOnSpark(
        result, stream, new MicroBatchPacer(stream, asFastAsItGoes, tasks, log));
  }

  @Override
  public Optional<State> awaitEnd() {
    return awaitEnd(A_WHILE_MS);
  }

  @Override
  public void drain() {
    clock.drain();
  }

  @Override
  public State end() {
    clock.stop();
    while (!clock.isAllDone(A_MOMENT_MS)) {
      Optional<State> ended = awaitEnd(A_MOMENT_MS);
      if (ended.isPresent()) {
        return ended.get();
      }
    }
    stream.stop();
    return PipelineRun.stopped(result);
  }

  @Override
  public void abort() {
    clock.stop();
    stream.stop();
    PipelineRun.stopped(result);
  }

  @Override
  public void close() {
    clock.stop();
  }

  private Optional<State> awaitEnd(long atMostMs) {
    return switch (stream.await(atMostMs)) {
      case GOES_ON -> Optional.empty();
      // Not by us: the process is about to end.
      case STOPPED -> Optional.of(State.STOPPED);
      case FAILED -> {
        stream.stop();
        yield Optional.of(result.waitUntilFinish());
      }
    };
  }
}
