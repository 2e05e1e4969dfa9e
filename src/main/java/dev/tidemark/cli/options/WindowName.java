package dev.tidemark.cli.options;

import dev.tidemark.lateness.JudgedStep;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.row.JsonRow;
import dev.tidemark.time.SpanText;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.trace.ExplainedWindow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a user names a window: {@code STEP/KEY/START}, or {@code STEP/START} where a step does not
 * group. A key may contain slashes.
 *
 * @param window what is named; empty if there is a problem
 * @param problem what is wrong with the name, and what is possible
 */
record WindowName(Optional<ExplainedWindow> window, Optional<String> problem) {
  static WindowName parse(String text, PipelineSpec spec) {
    List<JudgedStep> steps = spec.windowedSteps();
    if (steps.isEmpty()) {
      return wrong("needs a step that counts readings by windows, and the pipeline has none");
    }
    Optional<JudgedStep> named =
        steps.stream()
            .filter(step -> text.startsWith(step.name() + "/"))
            .max(Comparator.comparingInt(step -> step.name().length()));
    if (named.isEmpty()) {
      String names = String.join(", ", steps.stream().map(JudgedStep::name).toList());
      return wrong(
          "needs STEP/KEY/START, where STEP is one of %s, not '%s'".formatted(names, text));
    }
    String step = named.get().name();
    String rest = text.substring(step.length() + 1);
    int slash = rest.lastIndexOf('/');
    String start = rest.substring(slash + 1);
    try {
      Instant instant = OffsetDateTime.parse(start).toInstant();
      long millis = instant.toEpochMilli();
      Optional<String> problem = onNoBoundary(named.get(), instant, millis);
      return problem.isPresent()
          ? new WindowName(Optional.empty(), problem)
          : new WindowName(
              Optional.of(new ExplainedWindow(step, rest.substring(0, Math.max(0, slash)), millis)),
              Optional.empty());
    } catch (DateTimeException | ArithmeticException e) {
      return wrong(
          "needs the start of a window of %s at its end, such as 2015-02-23T13:00:00.000Z, not '%s'"
              .formatted(step, start));
    }
  }

  private static Optional<String> onNoBoundary(JudgedStep step, Instant instant, long millis) {
    if (!(step.windowing().orElseThrow().windowFn() instanceof WindowFnSpec.Sliding sliding)) {
      return Optional.empty();
    }
    long before = sliding.lastStart(millis);
    if (instant.equals(Instant.ofEpochMilli(before))) {
      return Optional.empty();
    }
    return Optional.of(
        "needs the start of a window: those of %s start every %s, as at %s and %s, not at %s"
            .formatted(
                step.name(),
                SpanText.of(sliding.period().toMillis()),
                JsonRow.windowBound(before),
                JsonRow.windowBound(before + sliding.period().toMillis()),
                instant));
  }

  private static WindowName wrong(String problem) {
    return new WindowName(Optional.empty(), Optional.of(problem));
  }
}
