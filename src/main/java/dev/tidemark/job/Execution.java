package dev.tidemark.job;

import dev.tidemark.exit.FailureException;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.output.Manifest;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.sink.Sinks;
import dev.tidemark.source.Input;
import dev.tidemark.trace.TracedReading;
import java.util.Collection;
import java.util.function.Function;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** How a pipeline reads its input and where it writes: in batch, or as a stream. */
interface Execution {
  PTransform<PBegin, PCollection<ReadingBatch>> source(
      Input input, PipelineSpec spec, TracedReading traced);

  /** How the steps that need event-time order get it. */
  OrderingStrategy ordering();

  Sinks sinks();

  /** What the output directory holds when the run ends before its work is done. */
  String unfinished();

  /**
   * Runs an assembled pipeline to its end.
   *
   * @param directories the sinks that are directories
   * @param manifest makes the manifest, which is written last
   * @param tasks run beside the pipeline
   */
  RunCounts run(
      Pipeline pipeline,
      Collection<String> directories,
      Function<RunCounts, Manifest> manifest,
      BackgroundTasks tasks)
      throws FailureException;
}
