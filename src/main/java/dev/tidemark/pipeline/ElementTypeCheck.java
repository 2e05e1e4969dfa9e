package dev.tidemark.pipeline;

import dev.tidemark.pipeline.TransformNode.Kind;
import dev.tidemark.pipeline.steps.ElementType;
import dev.tidemark.yaml.Position;
import dev.tidemark.yaml.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Checks that each transform of a graph can take its input, and that every output is used. */
final class ElementTypeCheck {
  private final Problems problems;
  private final Graph graph;
  private final boolean isChain;
  private final Map<String, ElementType> outputs = new HashMap<>();
  private final Set<String> windowed = new HashSet<>();

  ElementTypeCheck(Problems problems, Graph graph, boolean isChain) {
    this.problems = problems;
    this.graph = graph;
    this.isChain = isChain;
  }

  void check(Position pipeline) {
    boolean hasOneSource = checkSources(pipeline);
    for (String name : graph.transforms().keySet()) {
      ElementType input = hasOneSource ? inputOf(name) : ElementType.UNKNOWN;
      outputs.put(name, outputOf(name, input));
      checkWindows(name);
      checkTaken(name);
    }
  }

  private boolean checkSources(Position pipeline) {
    long sources = count(TransformNode::isSource);
    if (sources > 1 || (sources == 0 && count(TransformNode::isUnread) == 0)) {
      problems.add(
          pipeline,
          "a pipeline needs one ReadFromJson, ReadFromCsv or ReadFromKafka, not " + sources);
    }
    return sources == 1;
  }

  private long count(Predicate<TransformNode> kind) {
    return graph.transforms().values().stream().filter(kind).count();
  }

  /** An input that is wrong, which is reported already, may be of any type. */
  private ElementType inputOf(String name) {
    ElementType none = graph.open().contains(name) ? ElementType.UNKNOWN : ElementType.NOTHING;
    return graph
        .input(name)
        .map(input -> outputs.getOrDefault(input, ElementType.UNKNOWN))
        .orElse(none);
  }

  /** After a transform in the wrong place the check continues as if it were in the right one. */
  private ElementType outputOf(String name, ElementType given) {
    Kind kind = graph.transform(name).kind();
    boolean fits = expect(name, kind.input(), given);
    return kind.output(fits || given == ElementType.NOTHING ? given : kind.input());
  }

  private boolean expect(String name, ElementType taken, ElementType offered) {
    if (taken.accepts(offered)) {
      return true;
    }
    problems.add(graph.transform(name).at(), misplaced(name, taken, offered));
    return false;
  }

  private String misplaced(String name, ElementType taken, ElementType offered) {
    Optional<String> input = graph.input(name);
    if (taken == ElementType.NOTHING) {
      return "'%s' is a source; it takes no input and comes first".formatted(name);
    }
    if (input.isEmpty()) {
      return "'%s' comes before the source; a chain begins with its source".formatted(name);
    }
    if (offered == ElementType.NOTHING) {
      return isChain
          ? "'%s' comes after the sink '%s', which ends the chain; for several sinks drop 'type: chain' and give each transform an 'input'"
              .formatted(name, input.get())
          : "'%s' takes from '%s', which is a sink and has no output; take that of the transform before it"
              .formatted(name, input.get());
    }
    if (offered == ElementType.ROWS) {
      return "'%s' takes readings, not the rows of '%s'; put it before that step"
          .formatted(name, input.get());
    }
    String hint =
        taken == ElementType.TIMED_READINGS && offered == ElementType.READINGS
            ? "; put an AssignTimestamps before it"
            : "";
    return "'%s' takes %s, but is given %s%s".formatted(name, taken, offered, hint);
  }

  /** Only an aggregation uses windows: set for anything else they would do nothing. */
  private void checkWindows(String name) {
    TransformNode transform = graph.transform(name);
    boolean set =
        transform.windowing().isPresent()
            || graph.input(name).filter(windowed::contains).isPresent();
    if (set && transform.isStateful()) {
      problems.add(
          transform.windowingAt(),
          "'"
              + name
              + "' takes readings in event-time order, over all windows; "
              + (transform.makesRows()
                  ? "drop those set at or before it"
                  : "set windows after it"));
    } else if (transform.windowing().isPresent() && transform.isSink()) {
      problems.add(transform.windowingAt(), "windows are set before a Combine, not on a sink");
    } else if (set && !transform.makesRows()) {
      windowed.add(name);
    }
  }

  private void checkTaken(String name) {
    TransformNode transform = graph.transform(name);
    boolean gives = !transform.isSink() && !transform.isUnread();
    if (gives && !graph.isTaken(name)) {
      problems.add(
          transform.at(),
          "nothing takes the output of '"
              + name
              + "'; add a WriteToJson or a WriteToKafka that does");
    }
  }
}
