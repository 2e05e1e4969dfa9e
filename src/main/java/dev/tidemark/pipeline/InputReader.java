package dev.tidemark.pipeline;

import dev.tidemark.yaml.DidYouMean;
import dev.tidemark.yaml.Problems;
import dev.tidemark.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the input of each transform, and puts the transforms in order. */
final class InputReader {
  private final TransformNames names;
  private final Problems problems;
  private final Map<String, String> inputs = new LinkedHashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Set<String> meant = new HashSet<>();

  InputReader(TransformNames names, Problems problems) {
    this.names = names;
    this.problems = problems;
  }

  /** Connects each transform to the one before it. */
  Graph chain() {
    String previous = null;
    for (Map.Entry<String, TransformNode> one : names.transforms().entrySet()) {
      one.getValue()
          .input()
          .ifPresent(
              input ->
                  problems.add(
                      input.at(),
                      "in a chain each transform takes the output of the one before; drop"
                          + " 'input'"));
      if (previous != null) {
        inputs.put(one.getKey(), previous);
      }
      previous = one.getKey();
    }
    return read();
  }

  /** Connects each transform but the source to the input that it names. */
  Graph graph() {
    names.transforms().forEach((name, transform) -> readInput(name, transform, true));
    return read();
  }

  /** Connects what names an input, where it is unknown whether all should. */
  Graph chainOrGraph() {
    names.transforms().forEach((name, transform) -> readInput(name, transform, false));
    return read();
  }

  private Graph read() {
    Map<String, TransformNode> ordered = new LinkedHashMap<>();
    inOrder().forEach(name -> ordered.put(name, names.transforms().get(name)));
    return new Graph(ordered, inputs, open, meant);
  }

  /** The transforms, each after its input; a cycle is reported and broken. */
  private List<String> inOrder() {
    List<String> order = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (String name : names.transforms().keySet()) {
      List<String> path = new ArrayList<>();
      String at = name;
      while (at != null && !done.contains(at) && !path.contains(at)) {
        path.add(0, at);
        at = inputs.get(at);
      }
      if (path.contains(at)) {
        reportCycle(at, path.subList(0, path.indexOf(at)));
        inputs.remove(path.get(0));
        leaveOpen(path.get(0), names.transforms().keySet());
      }
      order.addAll(path);
      done.addAll(path);
    }
    return order;
  }

  private void reportCycle(String name, List<String> others) {
    String through = others.isEmpty() ? "" : ", through " + String.join(", ", others);
    problems.add(
        names.transforms().get(name).at(), "'" + name + "' takes its own output" + through);
  }

  private void readInput(String name, TransformNode transform, boolean required) {
    Optional<Yaml> input = transform.input();
    if (input.isPresent() && input.get() instanceof Yaml.Scalar word) {
      readInput(name, word);
    } else if (input.isPresent()) {
      problems.add(input.get().at(), "input must name one transform, not " + input.get().kind());
      leaveOpen(name, names.transforms().keySet());
    } else if (!transform.isSource()) {
      if (required && !transform.isUnread()) {
        problems.add(
            transform.at(), "'" + name + "' needs 'input': the transform whose output it takes");
      }
      leaveOpen(name, names.transforms().keySet());
    }
  }

  private void readInput(String name, Yaml.Scalar word) {
    List<String> called = names.called(word.text());
    if (called.size() == 1) {
      inputs.put(name, called.get(0));
      return;
    }
    if (called.isEmpty()) {
      Optional<String> near = DidYouMean.to(word.text(), names.words());
      leaveOpen(name, near.map(names::called).orElse(List.copyOf(names.transforms().keySet())));
      if (!names.areIncomplete()) {
        problems.addUnknown(word.at(), "input", word.text(), names.words());
      }
      return;
    }
    leaveOpen(name, called);
    if (!names.isDoubled(word.text())) {
      problems.add(
          word.at(),
          "input '%s' may be %s; give the one you mean a name of its own"
              .formatted(word.text(), String.join(" or ", called)));
    }
  }

  private void leaveOpen(String name, Collection<String> mayBeMeant) {
    open.add(name);
    meant.addAll(mayBeMeant);
  }
}
