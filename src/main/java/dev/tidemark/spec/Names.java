package dev.tidemark.spec;

import dev.tidemark.spec.Transform.Naming;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of a pipeline's transforms, each of which has one of its own. */
final class Names {
  private final Map<String, Transform> transforms = new LinkedHashMap<>();

  private Names() {}

  /** Names transforms; reports those that are called the same. */
  static Names of(List<Transform> transforms, Problems problems) {
    Names names = new Names();
    for (Transform transform : transforms) {
      names.add(transform, problems);
    }
    return names;
  }

  /** The transforms by their names, in the order of the file. */
  Map<String, Transform> transforms() {
    return transforms;
  }

  /** What an input may say: the names, or else types, that the file gives. */
  Set<String> labels() {
    Set<String> labels = new LinkedHashSet<>();
    transforms.values().stream()
        .filter(transform -> transform.naming() != Naming.UNREADABLE)
        .forEach(transform -> labels.add(transform.label()));
    return labels;
  }

  /** The names of the transforms that a word may mean. */
  List<String> called(String word) {
    return transforms.entrySet().stream()
        .filter(one -> one.getValue().label().equals(word))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether a transform may have a name that is not known. */
  boolean areIncomplete() {
    return transforms.values().stream().anyMatch(one -> one.naming() == Naming.UNREADABLE);
  }

  private void add(Transform transform, Problems problems) {
    boolean readable = transform.naming() != Naming.UNREADABLE;
    if (readable && !called(transform.label()).isEmpty()) {
      problems.add(
          transform.at(), "there are two transforms '" + transform.label() + "'; give one a name");
    }
    transforms.put(free(transform), transform);
  }

  private String free(Transform transform) {
    String name = transform.label();
    for (int i = 2; transforms.containsKey(name); i++) {
      name = transform.label() + "-" + i;
    }
    return name;
  }
}
