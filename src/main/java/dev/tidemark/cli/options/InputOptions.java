package dev.tidemark.cli.options;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say what a pipeline reads. */
final class InputOptions {
  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = "The pipeline file. Default: ${DEFAULT-VALUE}")
  private String pipeline = "pipelines/activity-monitor.yaml";

  @Option(
      names = "--input",
      paramLabel = "GLOB,...",
      description = "Files to read instead of those that the pipeline file names.")
  private List<String> input = new ArrayList<>();

  String pipeline() {
    return pipeline;
  }

  /** The values of {@code --input}, as they are written. */
  List<String> input() {
    return List.copyOf(input);
  }
}
