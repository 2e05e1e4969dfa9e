package dev.tidemark.run;

import dev.tidemark.explain.ReadingId;
import dev.tidemark.spec.Durations;
import java.time.Duration;
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
    description = "Runs a pipeline file over files or topics of readings.",
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
    /** Files that lie still, read once. */
    batch,
    /** The same files as a stream, in the order in which the readings arrived. */
    replay,
    /** Files that appear and grow, until the run is told to stop. */
    follow
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
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka brokers of the topics instead of those the pipeline file names.")
  Optional<String> bootstrapServers = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where results go. Default: out/<name of the pipeline file>")
  Optional<String> output = Optional.empty();

  @Option(
      names = "--overwrite",
      description = "Replace results that the output directory already holds.")
  boolean overwrite;

  @Option(
      names = "--mode",
      description = {
        "batch: read the input once. replay: stream it in the order of",
        "arrival, then end. follow: stream files that appear and",
        "grow, until stopped. Default: ${DEFAULT-VALUE}"
      })
  Mode mode = Mode.batch;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "Replay N times as fast as readings arrived. Default: as fast as it goes")
  private Optional<Double> speed = Optional.empty();

  @Option(
      names = "--maxFilesPerTrigger",
      paramLabel = "N",
      description = "New files to take up at a time while following. Default: ${DEFAULT-VALUE}")
  int maxFilesPerTrigger = 10;

  @Option(
      names = "--idleTimeout",
      paramLabel = "DURATION",
      description = {
        "While following: how long nothing may come before what is",
        "held back is let go. Default: 30s"
      })
  private Optional<String> idleTimeout = Optional.empty();

  @Option(
      names = "--stopAfter",
      paramLabel = "DURATION",
      description = "Stop following after that time. Default: on SIGTERM")
  private Optional<String> stopAfter = Optional.empty();

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = {
        "Where a stream on Spark keeps what it needs to go on after a",
        "crash: the same command goes on where it was."
      })
  private Optional<String> checkpoint = Optional.empty();

  @Option(
      names = "--console",
      description = {
        "Print the rows of results on stdout as they come, each",
        "behind the name of its sink."
      })
  boolean console;

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

  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = "Tell what happened to the reading User/Device/Index, on stdout.")
  private Optional<String> explain = Optional.empty();

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
    if (bootstrapServers.filter(String::isBlank).isPresent()) {
      problems.add("--bootstrapServers needs brokers, as host:port,host:port");
    }
    if (output.filter(String::isBlank).isPresent()) {
      problems.add("--output needs a directory");
    }
    if (speed.isPresent() && mode != Mode.replay) {
      problems.add("--speed is for --mode=replay");
    } else if (!(speed() > 0)) {
      problems.add("--speed must be above 0, but is " + speed());
    }
    if (checkpoint.isPresent() && mode == Mode.batch) {
      problems.add("--checkpoint is for streams: --mode=replay or --mode=follow");
    }
    if (console && explain.isPresent()) {
      problems.add("--console and --explain both print on stdout; give one of them");
    }
    checkDuration("--idleTimeout", idleTimeout, problems);
    checkDuration("--stopAfter", stopAfter, problems);
    if (maxFilesPerTrigger < 1) {
      problems.add("--maxFilesPerTrigger must be above 0, but is " + maxFilesPerTrigger);
    }
    checkNotNegative("--minRecords", minRecords.orElse(0L), problems);
    checkNotNegative("--maxMalformed", maxMalformed.orElse(0L), problems);
    checkNotNegative("--outputShards", outputShards, problems);
    if (explain.isPresent() && explain().isEmpty()) {
      problems.add(
          "--explain needs User/Device/Index, such as a/nexus4_1/35, not '" + explain.get() + "'");
    }
    if (!problems.isEmpty()) {
      throw new Failure(ExitCode.USAGE, problems, null);
    }
  }

  private static void checkDuration(String option, Optional<String> value, List<String> problems) {
    if (value.isPresent() && Durations.parse(value.get()).isEmpty()) {
      problems.add(option + " must be " + Durations.EXPECTED + ", not '" + value.get() + "'");
    }
  }

  private static void checkNotNegative(String option, long value, List<String> problems) {
    if (value < 0) {
      problems.add(option + " must not be below 0, but is " + value);
    }
  }

  /** The reading to explain, if any. */
  Optional<ReadingId> explain() {
    return explain.flatMap(ReadingId::parse);
  }

  /** How many times faster than they arrived readings are replayed. */
  double speed() {
    return speed.orElse(Double.POSITIVE_INFINITY);
  }

  Duration idleTimeout() {
    return idleTimeout.flatMap(Durations::parse).orElse(Duration.ofSeconds(30));
  }

  /** Where a stream keeps what it needs to go on after a crash. */
  Optional<String> checkpoint() {
    return checkpoint;
  }

  /** What makes a stream the same one after a crash. */
  String description() {
    return "%s of %s from %s at %s to %s"
        .formatted(
            mode,
            pipeline,
            input.orElse("its source"),
            bootstrapServers.orElse("its own brokers"),
            output.orElse("its own output"));
  }

  /** How long to follow; empty for until told otherwise. */
  Optional<Duration> stopAfter() {
    return stopAfter.flatMap(Durations::parse);
  }

  OptionalLong minRecords() {
    return minRecords.stream().mapToLong(Long::longValue).findFirst();
  }

  OptionalLong maxMalformed() {
    return maxMalformed.stream().mapToLong(Long::longValue).findFirst();
  }
}
