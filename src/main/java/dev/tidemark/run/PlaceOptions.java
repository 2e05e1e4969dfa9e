package dev.tidemark.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code run} for what it reads, and for where its results go. */
final class PlaceOptions {
  /** No closing brace follows ahead of an opening one. */
  private static final String COMMA_OUTSIDE_BRACES = ",(?![^{]*})";

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = "The pipeline file. Default: ${DEFAULT-VALUE}")
  String pipeline = "pipelines/activity-monitor.yaml";

  @Option(
      names = "--input",
      paramLabel = "GLOB,...",
      description = "Files to read instead of those the pipeline file names.")
  private List<String> input = new ArrayList<>();

  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka brokers of the topics instead of those the pipeline file names.")
  private List<String> bootstrapServers = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where results go. Default: out/<name of the pipeline file>")
  Optional<String> output = Optional.empty();

  @Option(
      names = "--overwrite",
      description = "Replace results that the output directory already holds.")
  boolean overwrite;

  /** Which files to read; none where the pipeline file names them. */
  List<String> input() {
    return input.stream().flatMap(text -> globs(text).stream()).toList();
  }

  /** Which brokers; empty where the pipeline file names them. */
  Optional<String> bootstrapServers() {
    return Optional.of(String.join(",", bootstrapServers)).filter(text -> !text.isEmpty());
  }

  /** The globs of a text, each behind a comma. */
  static List<String> globs(String text) {
    return Arrays.stream(text.split(COMMA_OUTSIDE_BRACES))
        .map(String::strip)
        .filter(glob -> !glob.isEmpty())
        .toList();
  }

  /** Adds what is wrong. */
  void check(List<WrongOption> problems) {
    if (!input.isEmpty() && input().isEmpty()) {
      problems.add(new WrongOption("input", "needs a file or a glob"));
    }
    if (bootstrapServers.stream().anyMatch(String::isBlank)) {
      problems.add(new WrongOption("bootstrapServers", "needs brokers, as host:port,host:port"));
    }
    if (output.filter(String::isBlank).isPresent()) {
      problems.add(new WrongOption("output", "needs a directory"));
    }
  }

  /** From where to where, in words. */
  String description() {
    return "%s from %s at %s to %s"
        .formatted(
            pipeline,
            input.isEmpty() ? "its source" : String.join(",", input),
            bootstrapServers().orElse("its own brokers"),
            output.orElse("its own output"));
  }
}
