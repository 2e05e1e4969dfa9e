package dev.tidemark.pipeline;

import dev.tidemark.pipeline.TransformNode.Naming;
import dev.tidemark.yaml.Problems;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names of a pipeline's transforms, which are unique. As in Beam YAML a transform has the name
 * in the file, or else its type; where that is taken, its type and line.
 */
final class TransformNames {
  private final List<TransformNode> all;
  private final Map<String, TransformNode> transforms = new LinkedHashMap<>();

  private TransformNames(List<TransformNode> all) {
    this.all = all;
  }

  /** Names transforms; reports names that the file gives to several. */
  static TransformNames of(List<TransformNode> transforms, Problems problems) {
    TransformNames names = new TransformNames(transforms);
    names.reportDoubled(problems);
    for (TransformNode transform : transforms) {
      names.transforms.put(names.free(transform), transform);
    }
    return names;
  }

  /** The transforms by their names, in the order of the file. */
  Map<String, TransformNode> transforms() {
    return transforms;
  }

  /** The words that can name an input: names and types. */
  Set<String> words() {
    Set<String> words = new LinkedHashSet<>();
    readable().forEach(transform -> words.add(transform.label()));
    readable().forEach(transform -> words.add(transform.type()));
    return words;
  }

  /** The names of the transforms that a word may mean: each by its name in the file or its type. */
  List<String> called(String word) {
    return transforms.entrySet().stream()
        .filter(one -> one.getValue().label().equals(word) || one.getValue().type().equals(word))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether the file gives a name to several, which is reported already. */
  boolean isDoubled(String name) {
    return all.stream().filter(one -> one.isNamed(name)).count() > 1;
  }

  /** Whether a transform may have a name that could not be read. */
  boolean areIncomplete() {
    return all.stream().anyMatch(one -> one.naming() == Naming.UNREADABLE);
  }

  private Stream<TransformNode> readable() {
    return all.stream().filter(transform -> transform.naming() != Naming.UNREADABLE);
  }

  private void reportDoubled(Problems problems) {
    Set<String> seen = new HashSet<>();
    for (TransformNode transform : all) {
      if (transform.isNamed(transform.label()) && !seen.add(transform.label())) {
        problems.add(
            transform.at(),
            "two transforms are named '" + transform.label() + "'; rename one of them");
      }
    }
  }

  private String free(TransformNode transform) {
    String label = transform.label();
    if (isFree(label, transform)) {
      return label;
    }
    String atLine = label + "@" + transform.at().line();
    String name = atLine;
    for (int i = 2; !isFree(name, transform); i++) {
      name = atLine + "-" + i;
    }
    return name;
  }

  /** A name in the file takes precedence over one that is made up. */
  private boolean isFree(String name, TransformNode transform) {
    return !transforms.containsKey(name)
        && (transform.isNamed(name) || all.stream().noneMatch(other -> other.isNamed(name)));
  }
}
