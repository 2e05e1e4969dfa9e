package dev.tidemark.pipeline;

import dev.tidemark.pipeline.PipelineSpec.StepSpec;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Works out what a pipeline's steps require of a stream's arrival clock. */
final class StreamAnalysis {
  /** The event time of a step's output, and how many stateful steps it has passed. */
  private record Passed(Optional<EventTime> eventTime, int orderedSteps) {}

  private final Map<String, Passed> passed = new HashMap<>();

  /** What is taken in order, and the longest retention of a step that does so. */
  private final Map<OrderingSpec, Duration> retentions = new LinkedHashMap<>();

  private final List<String> problems = new ArrayList<>();
  private Duration maxDelay = Duration.ZERO;
  private int mostOrderedSteps;

  private StreamAnalysis() {}

  static StreamRequirements of(PipelineSpec spec) {
    StreamAnalysis clocks = over(spec);
    return new StreamRequirements(
        spec.source().maxArrivalStep(),
        clocks.maxDelay,
        longestWindow(spec),
        clocks.orderedKeys(),
        clocks.mostOrderedSteps);
  }

  /** What of a pipeline works in batch but not in a stream, and what to do instead. */
  static List<String> problems(PipelineSpec spec) {
    return over(spec).problems;
  }

  private static StreamAnalysis over(PipelineSpec spec) {
    StreamAnalysis clocks = new StreamAnalysis();
    clocks.passed.put(spec.source().name(), new Passed(Optional.empty(), 0));
    spec.steps().forEach(clocks::pass);
    return clocks;
  }

  private static Duration longestWindow(PipelineSpec spec) {
    return Stream.concat(
            spec.steps().stream().map(StepSpec::windowing), Stream.of(spec.source().windowing()))
        .flatMap(Optional::stream)
        .map(windowing -> windowing.windowFn().length())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private void pass(StepSpec spec) {
    Passed before = passed.get(spec.input());
    Optional<EventTime> assigned = spec.step().assignedEventTime();
    assigned.ifPresent(eventTime -> assign(spec, eventTime, before));
    Optional<EventTime> eventTime = assigned.or(before::eventTime);
    int orderedSteps = before.orderedSteps() + (spec.step().isStateful() ? 1 : 0);
    eventTime
        .flatMap(spec.step()::orders)
        .ifPresent(
            ordered ->
                retentions.merge(
                    OrderingSpec.by(ordered.key(), ordered.eventTime()),
                    ordered.retention(),
                    StreamAnalysis::longer));
    mostOrderedSteps = Math.max(mostOrderedSteps, orderedSteps);
    passed.put(spec.name(), new Passed(eventTime, orderedSteps));
  }

  private void assign(StepSpec spec, EventTime eventTime, Passed before) {
    maxDelay = longer(maxDelay, eventTime.maxDelay());
    if (before.orderedSteps() > 0) {
      problems.add(
          "'"
              + spec.name()
              + "' assigns timestamps after a stateful step, which in a stream emits readings"
              + " after the watermark has passed them; put it before '"
              + spec.input()
              + "', or use --mode=batch");
    }
  }

  private List<OrderingSpec> orderedKeys() {
    return retentions.entrySet().stream()
        .map(
            each ->
                new OrderingSpec(each.getKey().key(), each.getKey().eventTime(), each.getValue()))
        .toList();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
