package dev.tidemark.pipeline;

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
