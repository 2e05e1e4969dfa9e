package dev.tidemark.pipeline;

import dev.tidemark.model.ReadingBlock;
import dev.tidemark.pipeline.PipelineSpec.SinkSpec;
import dev.tidemark.pipeline.PipelineSpec.StepSpec;
import dev.tidemark.sink.StepOutput;
import dev.tidemark.time.Ordering;
import dev.tidemark.time.Windowing;
import dev.tidemark.trace.Watch;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.values.PCollection;

/** A shipped pipeline file whose questions are asked of readings that are already there. */
public final class ShippedFile {
  private ShippedFile() {}

  /** Adds the file's steps to a pipeline that may hold those of other files: rows by sink. */
  public static Map<String, StepOutput> ask(String name, PCollection<ReadingBlock> readings)
      throws InvalidPipelineFile {
    PipelineSpec spec = PipelineFile.read("pipelines/" + name + ".yaml", new AnyOptions());
    Map<String, Flow> flows = new HashMap<>();
    flows.put(
        spec.source().name(),
        new Flow.Readings(
            readings,
            Optional.empty(),
            spec.source().windowing().orElse(Windowing.global()),
            Ordering.sorted(),
            Watch.NOBODY));
    for (StepSpec step : spec.steps()) {
      Flow.Readings input = (Flow.Readings) flows.get(step.input());
      Flow.Readings windowed = step.windowing().map(input::withWindowing).orElse(input);
      flows.put(step.name(), step.step().apply(name + "." + step.name(), windowed));
    }
    Map<String, StepOutput> outputs = new LinkedHashMap<>();
    for (SinkSpec sink : spec.sinks()) {
      outputs.put(sink.destination().label(), ((Flow.Rows) flows.get(sink.input())).output());
    }
    return outputs;
  }
}
