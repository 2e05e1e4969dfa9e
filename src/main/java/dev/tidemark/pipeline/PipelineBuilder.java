package dev.tidemark.pipeline;

import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.pipeline.PipelineSpec.SinkSpec;
import dev.tidemark.pipeline.PipelineSpec.StepSpec;
import dev.tidemark.row.ReadingRows;
import dev.tidemark.row.StepOutput;
import dev.tidemark.sink.Sinks;
import dev.tidemark.sink.WriteTopic;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.trace.TracedReading;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Makes a Beam pipeline of a pipeline file. */
public final class PipelineBuilder {
  private final PipelineSpec spec;
  private final Sinks sinks;
  private final OrderingStrategy ordering;
  private final Map<String, StepResult> flows = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final TracedReading traced;

  private PipelineBuilder(
      PipelineSpec spec, Sinks sinks, OrderingStrategy ordering, TracedReading traced) {
    this.spec = spec;
    this.sinks = sinks;
    this.ordering = ordering;
    this.traced = traced;
  }

  /**
   * Adds the file's transforms to a pipeline.
   *
   * @param source gives the readings, whatever the file's own source would give
   * @param sinks takes what comes out
   * @param ordering how an ordered step gets the readings of the source in order
   * @param traced which reading the steps trace
   */
  public static void assemble(
      Pipeline pipeline,
      PipelineSpec spec,
      PTransform<PBegin, PCollection<ReadingBatch>> source,
      Sinks sinks,
      OrderingStrategy ordering,
      TracedReading traced) {
    new PipelineBuilder(spec, sinks, ordering, traced).assemble(pipeline, source);
  }

  private void assemble(Pipeline pipeline, PTransform<PBegin, PCollection<ReadingBatch>> source) {
    String sourceName = spec.source().name();
    flows.put(
        sourceName,
        new StepResult.Readings(
            pipeline.apply(sourceName, source),
            Optional.empty(),
            spec.source().windowing().orElse(WindowingSpec.global()),
            ordering,
            traced));
    for (StepSpec step : spec.steps()) {
      StepResult.Readings input = readingsFor(step.name(), step.input());
      StepResult.Readings windowed = step.windowing().map(input::withWindowing).orElse(input);
      store(step.name(), step.step().apply(step.name(), windowed));
    }
    for (SinkSpec sink : spec.sinks()) {
      write(rowsFor(sink), sink);
    }
    if (traced.isOn()) {
      sinks.keepTraceEvents();
    }
    sinks.write(spec.source().malformedSink(), spec.lateSink(), spec.duplicateSink());
  }

  private void store(String name, StepResult flow) {
    flows.put(name, flow);
    if (flow instanceof StepResult.Rows rows) {
      sinks.addSideOutput(name, rows.output().sideOutput());
    }
  }

  private void write(StepResult.Rows rows, SinkSpec sink) {
    PCollection<String> json = rows.output().rows();
    if (sink.destination() instanceof Destination.Topic topic) {
      List<String> key = rows.key().stream().map(Field::label).toList();
      sinks.addSideOutput(sink.name(), json.apply(sink.name(), WriteTopic.to(topic.topic(), key)));
    } else {
      sinks.addRows(sink.destination().label(), json);
    }
  }

  private StepResult.Rows rowsFor(SinkSpec sink) {
    if (flows.get(sink.input()) instanceof StepResult.Rows rows) {
      return rows;
    }
    StepOutput readings =
        readingsFor(sink.name(), sink.input())
            .traced(sink.name(), reading -> List.of("written"))
            .blocks()
            .apply("Rows_" + sink.name(), ReadingRows.create());
    sinks.addSideOutput("Readings_" + sink.name(), readings.sideOutput());
    return new StepResult.Rows(readings, List.of(Field.USER));
  }

  /** The readings of a step; what was set aside up to there goes with the first who takes them. */
  private StepResult.Readings readingsFor(String taker, String name) {
    StepResult.Readings readings = (StepResult.Readings) flows.get(name);
    if (taken.add(name)) {
      return readings;
    }
    return readings.withBlocks(
        readings
            .blocks()
            .apply(
                "ReadingsFor_" + taker,
                MapElements.into(TypeDescriptor.of(ReadingBatch.class))
                    .via(ReadingBatch::withoutSideOutput))
            .setCoder(ReadingBatchCoder.of()));
  }
}
