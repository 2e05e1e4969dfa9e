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
  /** The event time of a transform's output, and how many stateful steps come before it. */
  private record AnalyzedOutput(Optional<EventTime> eventTime, int orderedSteps) {}

  private final Map<String, AnalyzedOutput> outputs = new HashMap<>();

  /** By key and event time, the longest retention of a stateful step that orders by them. */
  private final Map<OrderingSpec, Duration> retentions = new LinkedHashMap<>();

  private final List<String> problems = new ArrayList<>();
  private Duration maxDelay = Duration.ZERO;
  private int mostOrderedSteps;

  private StreamAnalysis() {}

  static StreamRequirements of(PipelineSpec spec) {
    StreamAnalysis analysis = over(spec);
    return new StreamRequirements(
        spec.source().maxArrivalStep(),
        analysis.maxDelay,
        longestWindow(spec),
        analysis.orderedKeys(),
        analysis.mostOrderedSteps);
  }

  /** What of a pipeline works in batch but not in a stream, and what to do instead. */
  static List<String> problems(PipelineSpec spec) {
    return over(spec).problems;
  }

  private static StreamAnalysis over(PipelineSpec spec) {
    StreamAnalysis analysis = new StreamAnalysis();
    analysis.outputs.put(spec.source().name(), new AnalyzedOutput(Optional.empty(), 0));
    spec.steps().forEach(analysis::add);
    return analysis;
  }

  private static Duration longestWindow(PipelineSpec spec) {
    return Stream.concat(
            spec.steps().stream().map(StepSpec::windowing), Stream.of(spec.source().windowing()))
        .flatMap(Optional::stream)
        .map(windowing -> windowing.windowFn().length())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private void add(StepSpec spec) {
    AnalyzedOutput input = outputs.get(spec.input());
    Optional<EventTime> assigned = spec.step().assignedEventTime();
    assigned.ifPresent(eventTime -> assign(spec, eventTime, input));
    Optional<EventTime> eventTime = assigned.or(input::eventTime);
    int orderedSteps = input.orderedSteps() + (spec.step().isStateful() ? 1 : 0);
    eventTime
        .flatMap(spec.step()::orders)
        .ifPresent(
            ordered ->
                retentions.merge(
                    OrderingSpec.by(ordered.key(), ordered.eventTime()),
                    ordered.retention(),
                    StreamAnalysis::longer));
    mostOrderedSteps = Math.max(mostOrderedSteps, orderedSteps);
    outputs.put(spec.name(), new AnalyzedOutput(eventTime, orderedSteps));
  }

  private void assign(StepSpec spec, EventTime eventTime, AnalyzedOutput input) {
    maxDelay = longer(maxDelay, eventTime.maxDelay());
    if (input.orderedSteps() > 0) {
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
