package dev.tidemark.pipeline;

import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
import dev.tidemark.pipeline.PipelineSpec.SinkSpec;
import dev.tidemark.pipeline.PipelineSpec.StepSpec;
import dev.tidemark.sink.ReadingRows;
import dev.tidemark.sink.Sinks;
import dev.tidemark.sink.StepOutput;
import dev.tidemark.sink.WriteTopic;
import dev.tidemark.time.Ordering;
import dev.tidemark.time.Windowing;
import dev.tidemark.trace.Watch;
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
public final class Assembly {
  private final PipelineSpec spec;
  private final Sinks sinks;
  private final Ordering ordering;
  private final Map<String, Flow> flows = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Watch watch;

  private Assembly(PipelineSpec spec, Sinks sinks, Ordering ordering, Watch watch) {
    this.spec = spec;
    this.sinks = sinks;
    this.ordering = ordering;
    this.watch = watch;
  }

  /**
   * Adds the file's transforms to a pipeline.
   *
   * @param source gives the readings, whatever the file's own source would give
   * @param sinks takes what comes out
   * @param ordering how an ordered step gets the readings of the source in order
   * @param watch which reading the steps take notes on
   */
  public static void assemble(
      Pipeline pipeline,
      PipelineSpec spec,
      PTransform<PBegin, PCollection<ReadingBlock>> source,
      Sinks sinks,
      Ordering ordering,
      Watch watch) {
    new Assembly(spec, sinks, ordering, watch).assemble(pipeline, source);
  }

  private void assemble(Pipeline pipeline, PTransform<PBegin, PCollection<ReadingBlock>> source) {
    String sourceName = spec.source().name();
    flows.put(
        sourceName,
        new Flow.Readings(
            pipeline.apply(sourceName, source),
            Optional.empty(),
            spec.source().windowing().orElse(Windowing.global()),
            ordering,
            watch));
    for (StepSpec step : spec.steps()) {
      Flow.Readings input = readingsFor(step.name(), step.input());
      Flow.Readings windowed = step.windowing().map(input::withWindowing).orElse(input);
      keep(step.name(), step.step().apply(step.name(), windowed));
    }
    for (SinkSpec sink : spec.sinks()) {
      write(rowsFor(sink), sink);
    }
    if (watch.isOn()) {
      sinks.keepNotes();
    }
    sinks.write(spec.source().malformedSink(), spec.lateSink(), spec.duplicateSink());
  }

  private void keep(String name, Flow flow) {
    flows.put(name, flow);
    if (flow instanceof Flow.Rows rows) {
      sinks.addSetAside(name, rows.output().setAside());
    }
  }

  private void write(Flow.Rows rows, SinkSpec sink) {
    PCollection<String> json = rows.output().rows();
    if (sink.destination() instanceof Destination.Topic topic) {
      List<String> key = rows.key().stream().map(Field::label).toList();
      sinks.addSetAside(sink.name(), json.apply(sink.name(), WriteTopic.to(topic.topic(), key)));
    } else {
      sinks.addRows(sink.destination().label(), json);
    }
  }

  private Flow.Rows rowsFor(SinkSpec sink) {
    if (flows.get(sink.input()) instanceof Flow.Rows rows) {
      return rows;
    }
    StepOutput readings =
        readingsFor(sink.name(), sink.input())
            .noting(sink.name(), reading -> List.of("written"))
            .blocks()
            .apply("Rows_" + sink.name(), ReadingRows.create());
    sinks.addSetAside("Readings_" + sink.name(), readings.setAside());
    return new Flow.Rows(readings, List.of(Field.USER));
  }

  /** The readings of a step; what was set aside up to there goes with the first who takes them. */
  private Flow.Readings readingsFor(String taker, String name) {
    Flow.Readings readings = (Flow.Readings) flows.get(name);
    if (taken.add(name)) {
      return readings;
    }
    return readings.withBlocks(
        readings
            .blocks()
            .apply(
                "ReadingsFor_" + taker,
                MapElements.into(TypeDescriptor.of(ReadingBlock.class))
                    .via(ReadingBlock::withoutSetAside))
            .setCoder(ReadingBlockCoder.of()));
  }
}
