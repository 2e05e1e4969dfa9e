package dev.tidemark.pipeline;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.pipeline.PipelineSpec.SinkSpec;
import dev.tidemark.pipeline.PipelineSpec.StepSpec;
import dev.tidemark.pipeline.steps.StepResult;
import dev.tidemark.row.StepOutput;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.trace.TracedReading;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.values.PCollection;

/** A shipped pipeline file whose questions are asked of readings that are already there. */
public final class ShippedFile {
  private ShippedFile() {}

  /** Adds the file's steps to a pipeline that may hold those of other files: rows by sink. */
  public static Map<String, StepOutput> ask(String name, PCollection<ReadingBatch> readings)
      throws InvalidPipelineFileException {
    PipelineSpec spec = PipelineFile.read("pipelines/" + name + ".yaml", new AnyOptions());
    Map<String, StepResult> flows = new HashMap<>();
    flows.put(
        spec.source().name(),
        new StepResult.Readings(
            readings,
            Optional.empty(),
            spec.source().windowing().orElse(WindowingSpec.global()),
            OrderingStrategy.sorted(),
            TracedReading.NOBODY));
    for (StepSpec step : spec.steps()) {
      StepResult.Readings input = flows.get(step.input()).asReadings();
      StepResult.Readings windowed = step.windowing().map(input::withWindowing).orElse(input);
      flows.put(step.name(), step.step().apply(name + "." + step.name(), windowed));
    }
    Map<String, StepOutput> outputs = new LinkedHashMap<>();
    for (SinkSpec sink : spec.sinks()) {
      outputs.put(sink.destination().label(), ((StepResult.Rows) flows.get(sink.input())).output());
    }
    return outputs;
  }
}
