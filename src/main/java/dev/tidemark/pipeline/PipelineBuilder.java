package dev.tidemark.pipeline;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.pipeline.PipelineSpec.SinkSpec;
import dev.tidemark.pipeline.PipelineSpec.StepSpec;
import dev.tidemark.pipeline.steps.Step;
import dev.tidemark.pipeline.steps.StepResult;
import dev.tidemark.sink.Sinks;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.trace.Tracing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Builds a Beam pipeline from a pipeline file. */
public final class PipelineBuilder {
  private final PipelineSpec spec;
  private final Sinks sinks;
  private final OrderingStrategy ordering;
  private final Map<String, StepResult> results = new HashMap<>();

  /** The transforms whose output another one takes already. */
  private final Set<String> taken = new HashSet<>();

  private final Tracing tracing;

  /** The step whose readings are summed up, if they are. */
  private final Optional<StepSpec> summarized;

  private PipelineBuilder(
      PipelineSpec spec,
      Sinks sinks,
      OrderingStrategy ordering,
      Tracing tracing,
      boolean summarizes) {
    this.spec = spec;
    this.sinks = sinks;
    this.ordering = ordering;
    this.tracing = tracing;
    this.summarized = summarizes ? spec.firstTimestamps() : Optional.empty();
  }

  /**
   * Adds the file's transforms to a pipeline.
   *
   * @param source reads the readings, in place of the file's own source
   * @param sinks writes rows and side output
   * @param ordering how a stateful step brings the source's readings into order
   * @param tracing what the steps trace
   * @param summarizes whether the arrivals of the readings are summed up
   */
  public static void assemble(
      Pipeline pipeline,
      PipelineSpec spec,
      PTransform<PBegin, PCollection<ReadingBatch>> source,
      Sinks sinks,
      OrderingStrategy ordering,
      Tracing tracing,
      boolean summarizes) {
    new PipelineBuilder(spec, sinks, ordering, tracing, summarizes).assemble(pipeline, source);
  }

  /**
   * Adds the file's transforms to a pipeline as far as readings go: they reach every step that they
   * reach in a run, but no step makes rows of them, and nothing is written but record counts and
   * trace events.
   *
   * @param source reads the readings, in place of the file's own source
   * @param sinks writes the record counts and the trace events
   * @param ordering how a stateful step brings the source's readings into order
   * @param tracing what is traced of the readings before each step
   */
  public static void assembleForTrace(
      Pipeline pipeline,
      PipelineSpec spec,
      PTransform<PBegin, PCollection<ReadingBatch>> source,
      Sinks sinks,
      OrderingStrategy ordering,
      Tracing tracing) {
    new PipelineBuilder(spec, sinks, ordering, tracing, false).assembleForTrace(pipeline, source);
  }

  private void assemble(Pipeline pipeline, PTransform<PBegin, PCollection<ReadingBatch>> source) {
    addSource(pipeline, source);
    for (StepSpec step : spec.steps()) {
      StepResult result =
          outputOf(step.input(), step.name())
              .apply(transformOf(step), step.name(), step.windowing());
      result.addSideOutput(step.name(), sinks);
      results.put(step.name(), result);
    }
    for (SinkSpec sink : spec.sinks()) {
      StepResult.Rows rows = outputOf(sink.input(), sink.name()).asRows(sink.name(), sinks);
      sink.destination().write(sink.name(), rows, sinks);
    }
    if (tracing.isOn()) {
      sinks.keepTraceEvents();
    }
    sinks.write(spec.source().malformedSink(), spec.lateSink(), spec.duplicateSink());
  }

  private Step transformOf(StepSpec step) {
    return summarized.equals(Optional.of(step)) ? step.step().summarizingArrivals() : step.step();
  }

  private void assembleForTrace(
      Pipeline pipeline, PTransform<PBegin, PCollection<ReadingBatch>> source) {
    addSource(pipeline, source);
    for (StepSpec step : spec.steps()) {
      if (results.get(step.input()) instanceof StepResult.Readings) {
        StepResult.Readings input = (StepResult.Readings) outputOf(step.input(), step.name());
        if (step.step().makesRows()) {
          input.arrivingAt(step.step(), step.name(), step.windowing()).endIn(step.name(), sinks);
        } else {
          results.put(step.name(), input.apply(step.step(), step.name(), step.windowing()));
        }
      }
    }
    results.forEach(
        (name, result) -> {
          if (!taken.contains(name) && result instanceof StepResult.Readings readings) {
            readings.endIn(name, sinks);
          }
        });
    sinks.keepTraceEvents();
    sinks.writeCounts();
  }

  private void addSource(Pipeline pipeline, PTransform<PBegin, PCollection<ReadingBatch>> source) {
    String sourceName = spec.source().name();
    results.put(
        sourceName,
        new StepResult.Readings(
            pipeline.apply(sourceName, source),
            Optional.empty(),
            spec.source().windowing().orElse(WindowingSpec.global()),
            ordering,
            tracing));
  }

  /**
   * The output of a transform, for one that takes it. Side output goes along to the first that
   * does, so that it is counted once.
   */
  private StepResult outputOf(String name, String taker) {
    StepResult result = results.get(name);
    return taken.add(name) ? result : result.withoutSideOutput(taker);
  }
}
