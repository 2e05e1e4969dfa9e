package dev.tidemark.job;

import dev.tidemark.clock.ClockTable;
import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.model.Findings;
import dev.tidemark.model.Findings.Lateness;
import dev.tidemark.model.Findings.Malformed;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.time.SpanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Describes what a run has found in its input.
 *
 * @param clocks by step, what corrected the clocks of devices
 * @param malformedSink where malformed lines are
 * @param directory the output directory
 */
record FindingsText(
    RecordCounts counts, Map<String, ClockTable> clocks, String malformedSink, String directory) {
  /** A lower share of readings that are too late for a step is not reported. */
  private static final int UNUSUAL_PERCENT = 5;

  List<String> lines() {
    Findings findings = counts.findings();
    List<String> lines = new ArrayList<>();
    findings.firstMalformed().ifPresent(first -> lines.add(firstMalformed(first)));
    for (Map.Entry<String, Lateness> step : findings.lateness().entrySet()) {
      long read = counts.count(step.getKey(), Outcome.READ);
      if (step.getValue().readings() * 100 > read * UNUSUAL_PERCENT) {
        lines.add(late(step.getKey(), step.getValue(), read));
      }
    }
    findings.clocks().entrySet().stream()
        .limit(Findings.MAX_CLOCKS - 1L)
        .forEach(clock -> lines.add(clock(clock.getKey(), clock.getValue())));
    if (findings.clocks().size() == Findings.MAX_CLOCKS) {
      lines.add("more devices have event times far from their arrivals");
    }
    if (!findings.clocks().isEmpty()) {
      lines.add("the command clocks shows how these clocks stand, and writes what corrects them");
    }
    for (Map.Entry<String, ClockTable> table : clocks.entrySet()) {
      if (counts.count(table.getKey(), Outcome.READ) > 0
          && counts.count(table.getKey(), Outcome.CORRECTED) == 0) {
        lines.add(
            "%s corrects no reading: none is of a device that it names"
                .formatted(table.getValue().name()));
      }
    }
    return lines;
  }

  private String firstMalformed(Malformed first) {
    String sink =
        KafkaTopic.isLabel(malformedSink) ? malformedSink : directory + "/" + malformedSink;
    return String.format(
        Locale.ROOT,
        "first malformed line: %s %s %d: %s: %s (all: %s)",
        first.file(),
        KafkaTopic.isLabel(first.file()) ? "offset" : "byte",
        first.offset(),
        first.reason().label(),
        first.error(),
        sink);
  }

  private static String late(String step, Lateness late, long read) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d readings (%d %%) were too late for %s; the largest delay was %s: is %s long"
            + " enough?",
        late.readings(),
        read,
        Math.round(100.0 * late.readings() / read),
        step,
        SpanText.of(late.largestDelayMs()),
        late.settings());
  }

  private static String clock(String device, long aheadMs) {
    return "device %s: event times lie up to %s %s arrivals"
        .formatted(device, SpanText.of(Math.abs(aheadMs)), aheadMs < 0 ? "before" : "after");
  }
}
