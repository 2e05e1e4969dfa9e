package dev.tidemark.cli.options;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.lateness.ChosenSettings;
import dev.tidemark.runner.Runners;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The options of {@code lateness}: those of {@code run} that say what is read and by which runner,
 * and the settings to compare.
 */
public final class LatenessOptions {
  @Mixin InputOptions input = new InputOptions();

  @Option(
      names = "--max_delay",
      paramLabel = "DURATION,...",
      description = {
        "What to compare, such as 1s,5s,1m. Default: what the readings need,",
        "what the file has, and round values between."
      })
  private List<String> maxDelay = new ArrayList<>();

  @Option(
      names = "--allowed_lateness",
      paramLabel = "DURATION,...",
      description = "The same for windows.")
  private List<String> allowedLateness = new ArrayList<>();

  @Option(
      names = "--within",
      paramLabel = "DURATION,...",
      description = "The same for Deduplicate.")
  private List<String> within = new ArrayList<>();

  @Option(
      names = "--scratch",
      paramLabel = "DIR",
      description = {
        "Where counts are collected, and then deleted; on a cluster a",
        "directory that all hosts see. Default: one for temporary files"
      })
  private Optional<String> scratch = Optional.empty();

  @Mixin ExecutionOptions execution = new ExecutionOptions();

  /**
   * The layers of options of a run that reads the same, once.
   *
   * @param parsed the options of this command; those that are options of a run too are passed on
   * @param others the arguments that are not options of this command, for Beam and its runner
   */
  public OptionLayers layers(ParseResult parsed, List<String> others) throws FailureException {
    check(others);
    List<String> ofRun = RunnerOptions.ownNames();
    List<String> args = new ArrayList<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      String name = Arguments.name(option);
      if (ofRun.contains(name)) {
        option.originalStringValues().forEach(value -> args.add("--" + name + "=" + value));
      }
    }
    args.addAll(others);
    args.add("--mode=batch");
    args.add("--output=" + directory(others));
    RunOptions options = new RunOptions();
    try {
      return OptionLayers.of(
          options,
          Arguments.strict(new CommandLine(options)).parseArgs(args.toArray(String[]::new)));
    } catch (ParameterException e) {
      throw Arguments.failure(e);
    }
  }

  /** The settings to compare. */
  public ChosenSettings chosen() throws FailureException {
    return new ChosenSettings(
        millis("max_delay", maxDelay),
        Map.of(
            "allowed_lateness", millis("allowed_lateness", allowedLateness),
            "within", millis("within", within)));
  }

  private static List<Long> millis(String name, List<String> lists) throws FailureException {
    List<Long> millis = new ArrayList<>();
    for (String list : lists) {
      for (String text : Arrays.stream(list.split(",", -1)).map(String::strip).toList()) {
        millis.add(Arguments.duration(name, text).toMillis());
      }
    }
    return millis.stream().distinct().sorted().toList();
  }

  private static void check(List<String> others) throws FailureException {
    Set<String> ofRunner = RunnerOptions.names();
    List<String> ofRun = RunnerOptions.ownNames();
    List<String> own = Arguments.names(new CommandLine(new LatenessOptions()));
    Set<String> known = new TreeSet<>(ofRunner);
    known.addAll(own);
    List<String> problems = new ArrayList<>();
    for (String arg : others) {
      String name = Arguments.nameOf(arg);
      if (arg.startsWith("--") && ofRun.contains(name) && !ofRunner.contains(name)) {
        problems.add(
            "--%s is for run; lateness reads files once, and writes no rows".formatted(name));
      } else if (!arg.startsWith("--") || !ofRunner.contains(name)) {
        problems.add(Arguments.unknown(arg, known, own));
      }
    }
    if (!problems.isEmpty()) {
      throw new FailureException(ExitCode.USAGE, problems, null);
    }
  }

  private String directory(List<String> others) throws FailureException {
    if (scratch.filter(String::isBlank).isPresent()) {
      throw new FailureException(ExitCode.USAGE, "--scratch needs a directory");
    }
    Optional<String> cluster = Runners.cluster(others);
    if (scratch.isEmpty() && cluster.isPresent()) {
      throw new FailureException(
          ExitCode.USAGE,
          "the executors of "
              + cluster.get()
              + " collect counts in a directory that all of them see; name it, such as"
              + " --scratch=hdfs://.../tmp");
    }
    return scratch.orElseGet(() -> System.getProperty("java.io.tmpdir"))
        + "/tidemark-lateness-"
        + UUID.randomUUID();
  }
}
