package dev.tidemark.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** The options of {@code run}; what is not among them is for the runner. */
@Command(
    name = "run",
    sortOptions = false,
    description = "Runs a pipeline file over files of readings.",
    footer = {
      "",
      "Any other option is for Beam and its runner. The command line wins over the runner profile,",
      "and that over the 'options' of the pipeline file.",
      "",
      "Exit codes: 0 done, 64 wrong usage or pipeline file, 65 a post-condition failed, 66 no input,",
      "70 the pipeline failed, 74 output could not be written."
    })
public final class RunOptions {
  /** How a pipeline meets its input. */
  enum Mode {
    batch
  }

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = "The pipeline file. Default: ${DEFAULT-VALUE}")
  String pipeline = "pipelines/activity-monitor.yaml";

  @Option(
      names = "--input",
      paramLabel = "GLOB,...",
      description = "Files to read instead of those the pipeline file names.")
  private Optional<String> input = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where results go. Default: out/<name of the pipeline file>")
  Optional<String> output = Optional.empty();

  @Option(
      names = "--overwrite",
      description = "Replace results that the output directory already holds.")
  boolean overwrite;

  @Option(names = "--mode", description = "batch: read the input once. Default: ${DEFAULT-VALUE}")
  Mode mode = Mode.batch;

  @Option(
      names = "--minRecords",
      paramLabel = "N",
      description = "Exit with 65 if fewer records than N are accepted.")
  private Optional<Long> minRecords = Optional.empty();

  @Option(
      names = "--maxMalformed",
      paramLabel = "N",
      description = "Exit with 65 if more records than N are malformed.")
  private Optional<Long> maxMalformed = Optional.empty();

  @Option(
      names = "--outputShards",
      paramLabel = "N",
      description = "Files for each sink of results; 0 lets the runner choose. Default: 0")
  int outputShards;

  @Option(
      names = "--sharedFileSystem",
      description = "Local paths are the same on all hosts of the cluster.")
  boolean sharedFileSystem;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "The runner's options. Default: the one of the Maven profile")
  Optional<String> profile = Optional.ofNullable(System.getProperty("tidemark.profile"));

  @Option(names = "--verbose", description = "Show the runner's log, and traces of failures.")
  boolean verbose;

  @Unmatched List<String> forRunner = new ArrayList<>();

  List<String> input() {
    return input.stream()
        .flatMap(globs -> Arrays.stream(globs.split(",")))
        .map(String::strip)
        .filter(glob -> !glob.isEmpty())
        .toList();
  }

  /**
   * Checks what has a value of the right type that still cannot be.
   *
   * @throws Failure with everything that is wrong
   */
  void check() throws Failure {
    List<String> problems = new ArrayList<>();
    if (input.isPresent() && input().isEmpty()) {
      problems.add("--input needs a file or a glob");
    }
    if (output.filter(String::isBlank).isPresent()) {
      problems.add("--output needs a directory");
    }
    checkNotNegative("--minRecords", minRecords.orElse(0L), problems);
    checkNotNegative("--maxMalformed", maxMalformed.orElse(0L), problems);
    checkNotNegative("--outputShards", outputShards, problems);
    if (!problems.isEmpty()) {
      throw new Failure(ExitCode.USAGE, problems, null);
    }
  }

  private static void checkNotNegative(String option, long value, List<String> problems) {
    if (value < 0) {
      problems.add(option + " must not be below 0, but is " + value);
    }
  }

  OptionalLong minRecords() {
    return minRecords.stream().mapToLong(Long::longValue).findFirst();
  }

  OptionalLong maxMalformed() {
    return maxMalformed.stream().mapToLong(Long::longValue).findFirst();
  }
}
