package dev.tidemark.job;

import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.process.BackgroundTasks;
import java.io.PrintStream;
import org.apache.beam.sdk.PipelineResult;

/** What a runner can do for a stream. */
enum StreamRunner {
  /** It has timers in event time; what it keeps is gone with the process. */
  DIRECT(false) {
    @Override
    OrderingStrategy ordering() {
      return new OrderingStrategy.AtWatermark();
    }

    @Override
    void prepare() {
      // It keeps what belongs to a stream with the stream.
    }

    @Override
    RunningPipeline adopt(PipelineResult result) {
      return DirectPipeline.of(result);
    }

    @Override
    RunningStream adopt(
        PipelineResult result, boolean asFastAsItGoes, BackgroundTasks tasks, PrintStream log) {
      return DirectPipeline.of(result);
    }
  },

  SPARK(true) {
    @Override
    OrderingStrategy ordering() {
      return new OrderingStrategy.AtArrivalClock(0);
    }

    @Override
    void prepare() {
      SparkStatics.clear();
      MicroBatchPacer.choose();
    }

    @Override
    RunningPipeline adopt(PipelineResult result) {
      return new BatchOnSpark(result);
    }

    @Override
    RunningStream adopt(
        PipelineResult result, boolean asFastAsItGoes, BackgroundTasks tasks, PrintStream log) {
      return StreamOnSpark.attend(result, asFastAsItGoes, tasks, log);
    }
  };

  private final boolean goesOnAfterCrash;

  StreamRunner(boolean goesOnAfterCrash) {
    this.goesOnAfterCrash = goesOnAfterCrash;
  }

  /** The runner of that name; no class path has another than these. */
  static StreamRunner named(String name) {
    return name.equals("DirectRunner") ? DIRECT : SPARK;
  }

  /** How its steps bring readings into order. */
  abstract OrderingStrategy ordering();

  /** Makes ready for a stream, also in a process that has run another one. */
  abstract void prepare();

  /** Takes over a batch pipeline that the runner has started. */
  abstract RunningPipeline adopt(PipelineResult result);

  /**
   * Takes over a stream that the runner has started.
   *
   * @param asFastAsItGoes whether nothing but the stream itself says how fast it goes
   */
  abstract RunningStream adopt(
      PipelineResult result, boolean asFastAsItGoes, BackgroundTasks tasks, PrintStream log);

  /** Whether it can go on where a crash has left it. */
  boolean goesOnAfterCrash() {
    return goesOnAfterCrash;
  }
}
