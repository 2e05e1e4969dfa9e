package dev.tidemark.run;

import dev.tidemark.eventtime.Ordering;
import dev.tidemark.explain.Watch;
import dev.tidemark.ingest.Input;
import dev.tidemark.ingest.InputFiles;
import dev.tidemark.ingest.ReadActivity;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.sink.Sinks;
import dev.tidemark.sink.WriteSinks;
import dev.tidemark.spec.PipelineSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.function.Function;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Reads files once; lands what the pipeline wrote as a whole, or removes it. */
final class BatchExecution implements Execution {
  private final OutputDirectory output;
  private final int shards;
  private final PrintStream log;

  BatchExecution(OutputDirectory output, int shards, PrintStream log) {
    this.output = output;
    this.shards = shards;
    this.log = log;
  }

  @Override
  public PTransform<PBegin, PCollection<ReadingBlock>> source(
      Input input, PipelineSpec spec, Watch watch) {
    return ReadActivity.from((InputFiles) input, spec.source().name()).watching(watch);
  }

  @Override
  public Ordering ordering() {
    return Ordering.sorted();
  }

  @Override
  public Sinks sinks() {
    return WriteSinks.below(output.staging().directory(), shards);
  }

  /** Runs to the end; what the run has written is gone where this fails. */
  @Override
  public Ledger run(
      Pipeline pipeline, Collection<String> sinks, Function<Ledger, Manifest> manifest)
      throws Failure {
    Thread onInterrupt = new Thread(this::discard, "tidemark-discard-staging");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      PipelineRun.untilDone(pipeline, this::endOf);
      Ledger ledger = Ledger.in(output.staging());
      output.land(sinks, manifest.apply(ledger).toJson());
      return ledger;
    } finally {
      discard();
      forget(onInterrupt);
    }
  }

  private static void forget(Thread onInterrupt) {
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // It is at work: the process has been told to end.
    }
  }

  private State endOf(PipelineResult result) {
    return Progress.of(result, log).during(result::waitUntilFinish);
  }

  private void discard() {
    try {
      output.discardStaging();
    } catch (IOException e) {
      log.println("tidemark: cannot remove " + output.staging().directory() + ": " + e);
    }
  }
}
