package dev.tidemark.job;

import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.output.Manifest;
import dev.tidemark.source.Input;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reports what a run does, and at its end the record counts and where the results are. */
final class RunReporter {
  private final PrintStream log;

  RunReporter(PrintStream log) {
    this.log = log;
  }

  void start(RunRequest request, Input input) {
    say(
        "%s on %s, %s: %s",
        request.spec().name(), request.runnerName(), request.mode().label(), input.description());
    input.note().ifPresent(note -> say("%s", note));
  }

  void end(Manifest manifest, String directory) {
    RecordCounts counts = manifest.counts();
    say(
        "read %,d = %,d accepted + %,d malformed; %,d late, %,d duplicate",
        counts.total(Outcome.ACCEPTED) + counts.total(Outcome.MALFORMED),
        counts.total(Outcome.ACCEPTED),
        counts.total(Outcome.MALFORMED),
        counts.total(Outcome.LATE),
        counts.total(Outcome.DUPLICATE));
    findings(manifest, directory).forEach(finding -> say("%s", finding));
    manifest.failedConditions().forEach(condition -> say("post-condition failed: %s", condition));
    Duration took = Duration.between(manifest.started(), manifest.finished());
    say(
        "done in %.1f s; %s holds %s",
        took.toMillis() / 1e3,
        directory,
        manifest.outputs().entrySet().stream()
            .map(output -> String.format(Locale.ROOT, "%s %,d", output.getKey(), output.getValue()))
            .collect(Collectors.joining(", ")));
  }

  private static List<String> findings(Manifest manifest, String directory) {
    return new FindingsText(
            manifest.counts(), manifest.clocks(), manifest.malformedSink(), directory)
        .lines();
  }

  private void say(String format, Object... values) {
    log.println("tidemark: " + String.format(Locale.ROOT, format, values));
  }
}
