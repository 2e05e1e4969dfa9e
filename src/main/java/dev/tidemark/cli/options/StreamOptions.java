package dev.tidemark.cli.options;

import dev.tidemark.job.RunMode;
import dev.tidemark.runner.Runners;
import dev.tidemark.yaml.Durations;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options of {@code run} for streams: mode, pace, end and checkpoint. */
final class StreamOptions {
  /** The values of {@code --mode}; {@link RunMode} says what each does. */
  enum Mode {
    batch,
    replay,
    follow
  }

  /** What a clock in ns can measure: 292 years. */
  private static final Duration MAX_TIMEOUT = Duration.ofNanos(Long.MAX_VALUE);

  private static final Set<Mode> EVERY_MODE = EnumSet.allOf(Mode.class);
  private static final Set<Mode> STREAMS = EnumSet.of(Mode.replay, Mode.follow);

  /** Tidemark's options that have an effect in these modes alone. */
  private static final Map<String, Set<Mode>> MODES =
      Map.ofEntries(
          Map.entry("speed", EnumSet.of(Mode.replay)),
          Map.entry("maxFilesPerTrigger", EnumSet.of(Mode.follow)),
          Map.entry("idleTimeout", EnumSet.of(Mode.follow)),
          Map.entry("stopAfter", EnumSet.of(Mode.follow)),
          Map.entry("outputShards", EnumSet.of(Mode.batch)),
          Map.entry("watch", STREAMS),
          Map.entry("checkpoint", STREAMS));

  @Option(
      names = "--mode",
      description = {
        "batch: read the input once. replay: stream it in the order of",
        "arrival, then end. follow: stream files that appear and",
        "grow, until stopped. Default: ${DEFAULT-VALUE}"
      })
  private Mode mode = Mode.batch;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "Replay N times as fast as readings arrived. Default: as fast as possible")
  private Optional<Double> speed = Optional.empty();

  @Option(
      names = "--maxFilesPerTrigger",
      paramLabel = "N",
      description =
          "New files to start reading at a time while following. Default: ${DEFAULT-VALUE}")
  private int maxFilesPerTrigger = 10;

  @Option(
      names = "--idleTimeout",
      paramLabel = "DURATION",
      description = {
        "While following: after how long without input the steps",
        "release what they buffer. The run goes on. Default: 30s"
      })
  private Optional<String> idleTimeout = Optional.empty();

  @Option(
      names = "--stopAfter",
      paramLabel = "DURATION",
      description = "Stop following after that time. Default: at Ctrl-C or SIGTERM")
  private Optional<String> stopAfter = Optional.empty();

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = {
        "Where a stream on Spark keeps its state: after a crash the same",
        "command resumes from there."
      })
  private Optional<String> checkpoint = Optional.empty();

  Mode mode() {
    return mode;
  }

  Optional<String> checkpoint() {
    return checkpoint;
  }

  /** The mode with its settings. */
  RunMode runMode() {
    return switch (mode) {
      case batch -> new RunMode.Batch();
      case replay -> new RunMode.Replay(speed());
      case follow ->
          new RunMode.Follow(
              maxFilesPerTrigger, idleTimeout(), stopAfter.flatMap(Durations::parse));
    };
  }

  private double speed() {
    return speed.orElse(Double.POSITIVE_INFINITY);
  }

  private Duration idleTimeout() {
    Duration given = idleTimeout.flatMap(Durations::parse).orElse(Duration.ofSeconds(30));
    return given.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : given;
  }

  /** Explains why an option has no effect in a mode. */
  static Optional<OptionError> misplaced(String option, Mode mode) {
    Set<Mode> modes = MODES.getOrDefault(option, modesOnRunners(option));
    return modes.contains(mode)
        ? Optional.empty()
        : Optional.of(
            new OptionError(
                option,
                modes.equals(STREAMS)
                    ? "is for streams: --mode=replay or --mode=follow"
                    : "is for --mode=" + modes.iterator().next()));
  }

  /** The modes in which an option of a runner has an effect. */
  private static Set<Mode> modesOnRunners(String option) {
    if (Runners.optionRules().anyMatch(rules -> rules.streamOnly().contains(option))) {
      return STREAMS;
    }
    return Runners.optionRules().anyMatch(rules -> rules.batchOnly().contains(option))
        ? EnumSet.of(Mode.batch)
        : EVERY_MODE;
  }

  /** Adds what is wrong with each option by itself. */
  void check(List<OptionError> problems) {
    if (!(speed() > 0)) {
      problems.add(new OptionError("speed", "must be above 0, but is " + speed()));
    }
    if (checkpoint.filter(String::isBlank).isPresent()) {
      problems.add(new OptionError("checkpoint", "needs a directory"));
    }
    checkDuration("idleTimeout", idleTimeout, problems);
    checkDuration("stopAfter", stopAfter, problems);
    if (maxFilesPerTrigger < 1) {
      problems.add(
          new OptionError("maxFilesPerTrigger", "must be above 0, but is " + maxFilesPerTrigger));
    }
  }

  private static void checkDuration(
      String name, Optional<String> value, List<OptionError> problems) {
    if (value.isPresent() && Durations.parse(value.get()).isEmpty()) {
      problems.add(
          new OptionError(
              name, "must be " + Durations.expected(value.get()) + ", not '" + value.get() + "'"));
    }
  }
}
