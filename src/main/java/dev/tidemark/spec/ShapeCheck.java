package dev.tidemark.spec;

import dev.tidemark.spec.TransformReader.Kind;
import dev.tidemark.spec.TransformReader.Transform;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that each transform of a graph gets what it takes, and that every output is used. */
final class ShapeCheck {
  private final Problems problems;
  private final Map<String, Transform> transforms;
  private final Map<String, String> inputs;

  ShapeCheck(Problems problems, Map<String, Transform> transforms, Map<String, String> inputs) {
    this.problems = problems;
    this.transforms = transforms;
    this.inputs = inputs;
  }

  void check(List<String> order, Position pipeline) {
    long sources =
        transforms.values().stream().filter(one -> one.kind() instanceof Kind.Source).count();
    if (sources != 1) {
      problems.add(pipeline, "a pipeline needs one ReadFromJson or ReadFromKafka, not " + sources);
      return;
    }
    Map<String, Shape> shapes = new HashMap<>();
    Set<String> windowed = new HashSet<>();
    for (String name : order) {
      Transform transform = transforms.get(name);
      Shape input = shapes.getOrDefault(inputs.get(name), Shape.NOTHING);
      shapes.put(name, outputOf(transform, input));
      checkWindows(transform, windowed);
    }
    shapes.forEach(
        (name, shape) -> {
          if (shape != Shape.NOTHING && !inputs.containsValue(name)) {
            problems.add(
                transforms.get(name).at(),
                "nothing takes the output of '"
                    + name
                    + "'; end it in a WriteToJson or a WriteToKafka");
          }
        });
  }

  private Shape outputOf(Transform transform, Shape input) {
    Kind kind = transform.kind();
    if (kind instanceof Kind.Source) {
      expect(transform, Shape.NOTHING, input);
      return Shape.READINGS;
    }
    if (kind instanceof Kind.Middle step) {
      expect(transform, step.type().input(), input);
      return step.type().output().apply(input);
    }
    if (input != Shape.READINGS && input != Shape.TIMED_READINGS) {
      expect(transform, Shape.ROWS, input);
    }
    return Shape.NOTHING;
  }

  private void expect(Transform transform, Shape taken, Shape offered) {
    if (!taken.accepts(offered)) {
      String hint =
          taken == Shape.TIMED_READINGS && offered == Shape.READINGS
              ? "; put an AssignTimestamps before it"
              : "";
      problems.add(
          transform.at(),
          "'%s' takes %s, but is given %s%s".formatted(transform.name(), taken, offered, hint));
    }
  }

  /** Windows are for an aggregation: those set for anything else would be silently lost. */
  private void checkWindows(Transform transform, Set<String> windowed) {
    boolean set =
        transform.windowing().isPresent() || windowed.contains(inputs.get(transform.name()));
    boolean stateful = transform.kind() instanceof Kind.Middle step && step.type().isStateful();
    boolean sink = transform.kind() instanceof Kind.Sink;
    if (set && stateful) {
      problems.add(
          transform.windowingAt(),
          "'"
              + transform.name()
              + "' takes readings in event-time order, over all windows; "
              + (transform.kind() instanceof Kind.Middle step && step.type().makesRows()
                  ? "drop those set at or before it"
                  : "set windows after it"));
    } else if (transform.windowing().isPresent() && sink) {
      problems.add(transform.windowingAt(), "windows are set before a Combine, not at a sink");
    }
    boolean rows = transform.kind() instanceof Kind.Middle step && step.type().makesRows();
    if (set && !rows) {
      windowed.add(transform.name());
    }
  }
}
