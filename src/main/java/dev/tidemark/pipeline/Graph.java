package dev.tidemark.pipeline;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Transforms by their names, and which one each takes.
 *
 * @param transforms each after its input
 * @param inputs the names of those that they take; of some there is none
 * @param open those of which it is not clear what they take, which is reported already
 * @param meant those that the open ones may mean
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
