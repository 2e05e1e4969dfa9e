package dev.tidemark.pipeline;

import dev.tidemark.pipeline.steps.Step;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.yaml.Problems;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Warns of an event time without {@code max_delay} before a step that can find readings too late:
 * nearly all readings arrive after their event time.
 */
final class DelayCheck {
  private final Problems problems;
  private final Graph graph;

  /** For each transform, the one that assigned its event time. */
  private final Map<String, String> clocks = new HashMap<>();

  private final Set<String> warned = new LinkedHashSet<>();

  DelayCheck(Problems problems, Graph graph) {
    this.problems = problems;
    this.graph = graph;
  }

  void check() {
    for (String name : graph.transforms().keySet()) {
      TransformNode transform = graph.transform(name);
      Optional<String> clock =
          transform.kind().step().flatMap(Step::assignedEventTime).isPresent()
              ? Optional.of(name)
              : graph.input(name).map(clocks::get);
      clock.ifPresent(known -> clocks.put(name, known));
      boolean canBeLate =
          transform.isStateful()
              || transform.windowing().map(WindowingSpec::canExpire).orElse(false);
      if (canBeLate && clock.filter(this::lacksDelay).isPresent() && warned.add(clock.get())) {
        problems.warn(graph.transform(clock.get()).at(), warning(name, transform));
      }
    }
  }

  private boolean lacksDelay(String name) {
    return graph.transform(name).kind().step().filter(Step::lacksMaxDelay).isPresent();
  }

  private static String warning(String name, TransformNode transform) {
    return "without 'max_delay' a reading that arrives after its event time is late for '"
        + name
        + "'"
        + (transform.isStateful() ? ", and goes to the sink 'late'" : "")
        + "; say how much later readings may arrive, as in max_delay: 10s";
  }
}
