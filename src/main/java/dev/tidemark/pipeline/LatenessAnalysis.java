package dev.tidemark.pipeline;

import dev.tidemark.lateness.JudgedStep;
import dev.tidemark.lateness.JudgedStep.Rule;
import dev.tidemark.pipeline.PipelineSpec.StepSpec;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.WindowingSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the steps of a pipeline that judge how late readings are. */
final class LatenessAnalysis {
  /** What is known of the readings that a transform returns. */
  private record Known(
      Optional<EventTime> eventTime,
      String assignedBy,
      WindowingSpec windowing,
      Optional<String> deduplicatedBy) {}

  private LatenessAnalysis() {}

  static List<JudgedStep> of(PipelineSpec spec) {
    Map<String, Known> outputs = new HashMap<>();
    WindowingSpec ofSource = spec.source().windowing().orElse(WindowingSpec.global());
    outputs.put(spec.source().name(), new Known(Optional.empty(), "", ofSource, Optional.empty()));
    List<JudgedStep> judged = new ArrayList<>();
    for (StepSpec step : spec.steps()) {
      Known input = outputs.get(step.input());
      if (input == null) {
        continue; // It takes rows.
      }
      Known given = given(step, input);
      rule(step, given).ifPresent(rule -> judged.add(judged(step, rule, given)));
      if (!step.step().makesRows()) {
        outputs.put(step.name(), step.step().findsDuplicates() ? deduplicated(step, given) : given);
      }
    }
    return judged;
  }

  private static Known given(StepSpec step, Known input) {
    Optional<EventTime> assigned = step.step().assignedEventTime();
    return new Known(
        assigned.or(input::eventTime),
        assigned.isPresent() ? step.name() : input.assignedBy(),
        step.windowing().orElse(input.windowing()),
        input.deduplicatedBy());
  }

  private static Known deduplicated(StepSpec step, Known given) {
    return new Known(
        given.eventTime(), given.assignedBy(), given.windowing(), Optional.of(step.name()));
  }

  private static Optional<Rule> rule(StepSpec step, Known given) {
    Optional<OrderingSpec> order = given.eventTime().flatMap(step.step()::orders);
    if (order.isPresent()) {
      return Optional.of(
          step.step().findsDuplicates()
              ? new Rule.Memory(order.get().retention())
              : new Rule.Order());
    }
    return step.step().makesRows()
        ? Optional.of(new Rule.Windows(given.windowing()))
        : Optional.empty();
  }

  private static JudgedStep judged(StepSpec step, Rule rule, Known given) {
    return new JudgedStep(
        step.name(),
        rule,
        given.eventTime().orElseThrow(),
        given.assignedBy(),
        given.deduplicatedBy());
  }
}
