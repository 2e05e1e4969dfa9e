package dev.tidemark.pipeline;

import dev.tidemark.pipeline.steps.StepInput;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.WindowingSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Transforms by name, and the input of each.
 *
 * @param transforms each after its input
 * @param inputs the name of the transform whose output each takes; sources have none
 * @param open transforms whose input is unclear, which is reported already
 * @param meant transforms that may be the input of an open one
 */
record Graph(
    Map<String, TransformNode> transforms,
    Map<String, String> inputs,
    Set<String> open,
    Set<String> meant) {

  /** The same graph, the settings of each transform read with the schema of its input. */
  Graph settled() {
    Map<String, TransformNode> settled = new LinkedHashMap<>(transforms);
    // Where the source is missing, which is reported elsewhere, the rest is checked all the same.
    ReadingSchema read = ActivitySchema.SCHEMA;
    for (Map.Entry<String, TransformNode> one : transforms.entrySet()) {
      if (one.getValue().isSource()) {
        TransformNode source = one.getValue().settle(StepInput.ofReadings(ReadingSchema.EMPTY));
        settled.put(one.getKey(), source);
        read = source.kind().schema().orElse(read);
      }
    }
    Map<String, StepInput> outputs = new HashMap<>();
    Map<String, WindowingSpec> windows = new HashMap<>();
    for (Map.Entry<String, TransformNode> one : transforms.entrySet()) {
      Optional<String> input = input(one.getKey());
      StepInput given = input.map(outputs::get).orElse(StepInput.ofReadings(read));
      if (!one.getValue().isSource()) {
        settled.put(one.getKey(), one.getValue().settle(given));
      }
      TransformNode node = settled.get(one.getKey());
      WindowingSpec windowing =
          node.windowing().or(() -> input.map(windows::get)).orElse(WindowingSpec.global());
      windows.put(one.getKey(), windowing);
      outputs.put(one.getKey(), node.kind().outputFor(given, windowing));
    }
    return new Graph(settled, inputs, open, meant);
  }

  TransformNode transform(String name) {
    return transforms.get(name);
  }

  Optional<String> input(String name) {
    return Optional.ofNullable(inputs.get(name));
  }

  /** Whether another takes its output, or may mean to. */
  boolean isTaken(String name) {
    return inputs.containsValue(name) || meant.contains(name);
  }
}
