package dev.tidemark.pipeline;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.pipeline.PipelineSpec.SinkSpec;
import dev.tidemark.pipeline.PipelineSpec.StepSpec;
import dev.tidemark.pipeline.steps.StepResult;
import dev.tidemark.sink.Sinks;
import dev.tidemark.time.SummarizeArrivals;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.trace.TracedReading;
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

  private final TracedReading traced;

  /** The step whose readings are summed up, if they are. */
  private final Optional<StepSpec> summarized;

  private PipelineBuilder(
      PipelineSpec spec,
      Sinks sinks,
      OrderingStrategy ordering,
      TracedReading traced,
      boolean summarizes) {
    this.spec = spec;
    this.sinks = sinks;
    this.ordering = ordering;
    this.traced = traced;
    this.summarized = summarizes ? spec.firstTimestamps() : Optional.empty();
  }

  /**
   * Adds the file's transforms to a pipeline.
   *
   * @param source reads the readings, in place of the file's own source
   * @param sinks writes rows and side output
   * @param ordering how a stateful step brings the source's readings into order
   * @param traced which reading the steps trace
   * @param summarizes whether the arrivals of the readings are summed up
   */
  public static void assemble(
      Pipeline pipeline,
      PipelineSpec spec,
      PTransform<PBegin, PCollection<ReadingBatch>> source,
      Sinks sinks,
      OrderingStrategy ordering,
      TracedReading traced,
      boolean summarizes) {
    new PipelineBuilder(spec, sinks, ordering, traced, summarizes).assemble(pipeline, source);
  }

  private void assemble(Pipeline pipeline, PTransform<PBegin, PCollection<ReadingBatch>> source) {
    String sourceName = spec.source().name();
    results.put(
        sourceName,
        new StepResult.Readings(
            pipeline.apply(sourceName, source),
            Optional.empty(),
            spec.source().windowing().orElse(WindowingSpec.global()),
            ordering,
            traced));
    for (StepSpec step : spec.steps()) {
      StepResult result =
          summarized(
              step,
              outputOf(step.input(), step.name())
                  .apply(step.step(), step.name(), step.windowing()));
      result.addSideOutput(step.name(), sinks);
      results.put(step.name(), result);
    }
    for (SinkSpec sink : spec.sinks()) {
      StepResult.Rows rows = outputOf(sink.input(), sink.name()).asRows(sink.name(), sinks);
      sink.destination().write(sink.name(), rows, sinks);
    }
    if (traced.isOn()) {
      sinks.keepTraceEvents();
    }
    sinks.write(spec.source().malformedSink(), spec.lateSink(), spec.duplicateSink());
  }

  private StepResult summarized(StepSpec step, StepResult result) {
    return summarized.equals(Optional.of(step)) && result instanceof StepResult.Readings readings
        ? readings.apply(
            "Arrivals_" + step.name(), SummarizeArrivals.by(readings.eventTime().orElseThrow()))
        : result;
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
