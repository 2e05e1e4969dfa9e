package dev.tidemark.run;

import dev.tidemark.eventtime.Ordering;
import dev.tidemark.explain.Watch;
import dev.tidemark.ingest.FollowSettings;
import dev.tidemark.ingest.Input;
import dev.tidemark.ingest.StreamActivity;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.sink.Sinks;
import dev.tidemark.sink.WriteStream;
import dev.tidemark.spec.PipelineSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/** Streams files, replayed or followed, until that ends; results appear as they come. */
final class StreamExecution implements Execution {
  private static final Duration LOOK_EVERY = Duration.millis(100);

  /**
   * Spark's streaming context never ends by itself. The source goes on to say that it is over: when
   * it has done so behind this many marks, the watermark that closed the last windows has been
   * through.
   */
  private static final long MARKS_AFTER_THE_END = 4;

  private static final MetricsFilter AFTER_THE_END =
      MetricsFilter.builder()
          .addNameFilter(
              MetricNameFilter.named(StreamActivity.PROGRESS, StreamActivity.AFTER_THE_END))
          .build();

  private final Job job;
  private final OutputDirectory output;
  private final Optional<SparkCheckpoint> checkpoint;
  private final Optional<Console> console;
  private final PrintStream log;

  StreamExecution(
      Job job,
      OutputDirectory output,
      Optional<SparkCheckpoint> checkpoint,
      Optional<Console> console,
      PrintStream log) {
    this.job = job;
    this.output = output;
    this.checkpoint = checkpoint;
    this.console = console;
    this.log = log;
  }

  @Override
  public PTransform<PBegin, PCollection<ReadingBlock>> source(
      Input input, PipelineSpec spec, Watch watch) {
    String step = spec.source().name();
    return switch (job.options().stream.mode) {
      case batch, replay ->
          StreamActivity.replay(
              input, spec.streamClock(), job.options().stream.speed(), step, watch);
      case follow ->
          StreamActivity.follow(
              input,
              new FollowSettings(
                  job.options().stream.maxFilesPerTrigger,
                  StopFile.nameIn(output.directory()),
                  job.options().stream.idleTimeout()),
              spec.streamClock(),
              step,
              watch);
    };
  }

  @Override
  public Ordering ordering() {
    return job.streamRunner().ordering();
  }

  @Override
  public Sinks sinks() {
    return WriteStream.below(output.directory().directory());
  }

  @Override
  public Ledger run(
      Pipeline pipeline, Collection<String> sinks, Function<Ledger, Manifest> manifest)
      throws Failure {
    prepare(sinks);
    if (job.options().stream.mode == Mode.follow) {
      follow(pipeline);
    } else {
      waitForEnd(pipeline);
    }
    Ledger ledger = Ledger.in(output.directory());
    output.finish(sinks, manifest.apply(ledger).toJson());
    if (checkpoint.isPresent()) {
      checkpoint.get().end();
    }
    return ledger;
  }

  @SuppressWarnings("try") // It does its work meanwhile, by itself.
  private void follow(Pipeline pipeline) throws Failure {
    try (StopFile stop = StopFile.in(output.directory(), job.options().stream.stopAfter(), log)) {
      waitForEnd(pipeline);
    } catch (IOException e) {
      throw new Failure(ExitCode.CANNOT_WRITE, List.of(String.valueOf(e.getMessage())), e);
    }
  }

  /** Starts anew, or goes on where a crash has left the stream. */
  private void prepare(Collection<String> sinks) throws Failure {
    if (checkpoint.isPresent()) {
      SparkCheckpoint kept = checkpoint.get();
      OptionalLong lastBatch =
          kept.isOf(job.options().description()) ? kept.lastBatch() : OptionalLong.empty();
      if (lastBatch.isPresent()) {
        log.println("tidemark: going on from " + kept.folder().directory());
        output.resumeStream(sinks, lastBatch.getAsLong());
        return;
      }
      kept.begin(job.options().description());
    }
    output.startStream(sinks);
  }

  @SuppressWarnings("try") // The file is written meanwhile, by itself.
  private void waitForEnd(Pipeline pipeline) throws Failure {
    try {
      PipelineResult result = pipeline.run();
      SparkSpill.allow(result);
      Supplier<State> end = () -> Progress.of(result, log).during(() -> endOf(result));
      State state;
      try (ProgressFile file = ProgressFile.in(output.directory(), result, log)) {
        state = console.isPresent() ? console.get().during(end) : end.get();
      }
      if (state != State.DONE) {
        throw new Failure(ExitCode.PIPELINE_FAILED, "the runner ended the pipeline as " + state);
      }
    } catch (RuntimeException e) {
      throw FailedPipeline.explain(e);
    }
  }

  private static State endOf(PipelineResult result) {
    while (true) {
      Optional<State> state = Optional.ofNullable(result.waitUntilFinish(LOOK_EVERY));
      if (state.isPresent() && state.get().isTerminal()) {
        return state.get();
      }
      if (isOver(result)) {
        cancel(result);
        return State.DONE;
      }
    }
  }

  private static boolean isOver(PipelineResult result) {
    for (MetricResult<DistributionResult> marks :
        result.metrics().queryMetrics(AFTER_THE_END).getDistributions()) {
      DistributionResult seen = marks.getAttempted();
      if (seen.getCount() > 0 && seen.getMax() - seen.getMin() >= MARKS_AFTER_THE_END) {
        return true;
      }
    }
    return false;
  }

  private static void cancel(PipelineResult result) {
    try {
      result.cancel();
    } catch (IOException e) {
      throw new IllegalStateException("the runner did not stop when all was done", e);
    }
  }
}
