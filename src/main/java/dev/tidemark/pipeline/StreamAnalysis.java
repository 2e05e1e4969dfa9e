package dev.tidemark.pipeline;

import dev.tidemark.pipeline.PipelineSpec.StepSpec;
import dev.tidemark.pipeline.steps.Step;
import dev.tidemark.schema.DerivedSchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.source.stream.WindowKey;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Works out what a pipeline's steps require of a stream's arrival clock. */
final class StreamAnalysis {
  /**
   * What is known of a transform's output.
   *
   * @param eventTime as the source's readings have it
   * @param mappings what became of the fields of the source's readings, the first mapping first
   * @param orderedSteps how many stateful steps come before it
   */
  private record AnalyzedOutput(
      Optional<EventTime> eventTime, List<DerivedSchema> mappings, int orderedSteps) {
    /** The field of the source's readings that a field is a copy of; empty if it is computed. */
    Optional<Field> origin(Field field) {
      Optional<Field> origin = Optional.of(field);
      for (int i = mappings.size() - 1; i >= 0; i--) {
        origin = origin.flatMap(mappings.get(i)::source);
      }
      return origin;
    }

    List<DerivedSchema> mappingsAfter(Step step, ReadingSchema read) {
      List<DerivedSchema> all = new ArrayList<>(mappings);
      ReadingSchema given = all.isEmpty() ? read : all.get(all.size() - 1).schema();
      step.mapping().ifPresent(mapping -> all.add(mapping.derive(given)));
      return all;
    }
  }

  private final Map<String, AnalyzedOutput> outputs = new HashMap<>();

  /** The windows that each transform's output has. */
  private final Map<String, WindowingSpec> windows = new HashMap<>();

  /** By the name of a transform with rows that later ones replace, the step that refines them. */
  private final Map<String, String> refined = new HashMap<>();

  /** By key and event time, the longest retention of a stateful step that orders by them. */
  private final Map<OrderingSpec, Duration> retentions = new LinkedHashMap<>();

  /** The keys by which steps keep windows open. */
  private final Set<WindowKey> windowKeys = new LinkedHashSet<>();

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
        analysis.mostOrderedSteps,
        List.copyOf(analysis.windowKeys));
  }

  /** What of a pipeline works in batch but not in a stream, and what to do instead. */
  static List<String> problems(PipelineSpec spec) {
    return over(spec).problems;
  }

  private static StreamAnalysis over(PipelineSpec spec) {
    StreamAnalysis analysis = new StreamAnalysis();
    analysis.outputs.put(spec.source().name(), new AnalyzedOutput(Optional.empty(), List.of(), 0));
    analysis.windows.put(
        spec.source().name(), spec.source().windowing().orElse(WindowingSpec.global()));
    spec.steps().forEach(step -> analysis.add(step, spec.schema()));
    spec.steps().forEach(analysis::checkRefined);
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

  private void add(StepSpec spec, ReadingSchema read) {
    AnalyzedOutput input = outputs.get(spec.input());
    Optional<EventTime> assigned = spec.step().assignedEventTime();
    assigned.ifPresent(eventTime -> assign(spec, eventTime, input));
    Optional<EventTime> eventTime = assigned.or(input::eventTime);
    int orderedSteps = input.orderedSteps() + (spec.step().isStateful() ? 1 : 0);
    eventTime.flatMap(spec.step()::orders).ifPresent(ordered -> order(spec, ordered, input));
    mostOrderedSteps = Math.max(mostOrderedSteps, orderedSteps);
    outputs.put(
        spec.name(),
        new AnalyzedOutput(eventTime, input.mappingsAfter(spec.step(), read), orderedSteps));
  }

  private void keepWindows(StepSpec spec, List<Field> key, WindowingSpec windowing) {
    AnalyzedOutput input = outputs.get(spec.input());
    List<Field> origins = key.stream().map(input::origin).flatMap(Optional::stream).toList();
    windowKeys.add(
        origins.size() == key.size()
            ? WindowKey.of(origins, windowing.hasDelays())
            : WindowKey.computed(windowing.hasDelays()));
  }

  /** A row that was kept would stay although a later one of its key is not. */
  private void checkRefined(StepSpec spec) {
    WindowingSpec windowing = spec.windowing().orElse(windows.get(spec.input()));
    windows.put(spec.name(), windowing);
    spec.step().windowKey().ifPresent(key -> keepWindows(spec, key, windowing));
    if (spec.step().refines(windowing)) {
      refined.put(spec.name(), spec.name());
    } else if (refined.containsKey(spec.input())) {
      refined.put(spec.name(), refined.get(spec.input()));
    }
    if (spec.step().isForBatchOnly()) {
      problems.add(
          "'%s' aggregates the rows of '%s', one aggregation after another: on Spark the watermark has passed them when they are emitted; use --mode=batch"
              .formatted(spec.name(), spec.input()));
    }
    if (spec.step().needsFinalRows() && refined.containsKey(spec.input())) {
      problems.add(
          "'%s' takes rows of '%s', which a stream refines: a row that passes would stay although a later one of its key does not; %suse --mode=batch"
              .formatted(
                  spec.name(),
                  refined.get(spec.input()),
                  windowing.windowFn() instanceof WindowFnSpec.Sliding
                      ? "let each window fire once (allowed_lateness: 0s, no early firings), or "
                      : ""));
    }
  }

  private void order(StepSpec spec, OrderingSpec ordered, AnalyzedOutput input) {
    List<Field> key = new ArrayList<>();
    for (Field field : ordered.key()) {
      Optional<Field> origin = input.origin(field);
      if (origin.isEmpty()) {
        problems.add(
            "'%s' keeps the readings of each '%s' in order, which MapToFields computes: a stream knows only keys that its source reads; take a field of the source, or use --mode=batch"
                .formatted(spec.name(), field.name()));
        return;
      }
      key.add(origin.get());
    }
    retentions.merge(
        OrderingSpec.by(key, ordered.eventTime()), ordered.retention(), StreamAnalysis::longer);
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
