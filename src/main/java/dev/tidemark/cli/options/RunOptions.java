package dev.tidemark.cli.options;

import dev.tidemark.job.OutputSettings;
import dev.tidemark.job.PostConditions;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.serve.ListenAddress;
import dev.tidemark.trace.ReadingId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** The options of {@code run}; all others are passed to the runner. */
public final class RunOptions {
  @Mixin private InputOutputOptions inputOutput = new InputOutputOptions();

  @Mixin private StreamOptions stream = new StreamOptions();

  @Option(
      names = "--console",
      description = {
        "Print the rows of results on stdout as they come, each",
        "after the name of its sink."
      })
  private boolean console;

  @Option(
      names = "--report",
      description = {
        "Also write report.html in the output directory: a page that",
        "shows what the run found."
      })
  private boolean report;

  @Option(
      names = "--watch",
      paramLabel = "PORT",
      description = {
        "While a stream runs, serve its page at http://127.0.0.1:PORT/,",
        "refreshed every few seconds; 0 picks a free port."
      })
  private Optional<Integer> watch = Optional.empty();

  @Option(
      names = "--metrics",
      paramLabel = "PORT",
      description = {
        "While the run lasts, serve its figures to Prometheus at",
        "http://127.0.0.1:PORT/metrics; 0 picks a free port, and",
        "ADDRESS:PORT listens elsewhere than on this machine alone."
      })
  private Optional<String> metrics = Optional.empty();

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
  private int outputShards;

  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = "Print what happened to the reading User/Device/Index.")
  private Optional<String> explain = Optional.empty();

  @Option(
      names = "--explain-window",
      paramLabel = "STEP/KEY/START",
      description = "Print the readings of a window, who was late, and its panes.")
  private Optional<String> explainWindow = Optional.empty();

  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  @Unmatched private List<String> runnerArguments = new ArrayList<>();

  InputOutputOptions inputOutput() {
    return inputOutput;
  }

  StreamOptions stream() {
    return stream;
  }

  StreamOptions.Mode mode() {
    return stream.mode();
  }

  boolean console() {
    return console;
  }

  boolean sharedFileSystem() {
    return execution.sharedFileSystem();
  }

  /** The runner profile to read in place of the bundled one. */
  public Optional<String> profile() {
    return execution.profile();
  }

  boolean verbose() {
    return execution.verbose();
  }

  /** The arguments that are not Tidemark's own, for Beam and its runner. */
  List<String> runnerArguments() {
    return List.copyOf(runnerArguments);
  }

  /** Adds arguments for Beam and its runner. */
  public void addRunnerArguments(List<String> arguments) {
    runnerArguments.addAll(arguments);
  }

  /** What must be equal for a stream to resume after a crash. */
  String description() {
    return stream.mode() + " of " + inputOutput.description();
  }

  /**
   * The settings of the output.
   *
   * @param spec whose readings or windows may be explained
   */
  OutputSettings output(PipelineSpec spec) {
    return new OutputSettings(
        inputOutput.overwrite(),
        outputShards,
        console,
        report,
        watch.map(ListenAddress::loopback),
        metrics.flatMap(ListenAddress::parse),
        explain.flatMap(name -> ReadingId.parse(name, spec.schema())),
        explainWindow.flatMap(name -> WindowName.parse(name, spec).window()));
  }

  /** What is wrong with the name of the reading to explain; empty if nothing is. */
  Optional<OptionError> wrongExplain(ReadingSchema schema) {
    return explain
        .filter(name -> ReadingId.parse(name, schema).isEmpty())
        .map(name -> new OptionError("explain", wrongName(name, schema)));
  }

  /** What is wrong with the name of the window to explain; empty if nothing is. */
  Optional<OptionError> wrongWindow(PipelineSpec spec) {
    return explainWindow
        .flatMap(name -> WindowName.parse(name, spec).problem())
        .map(problem -> new OptionError("explain-window", problem));
  }

  private static String wrongName(String name, ReadingSchema schema) {
    if (schema.names().isEmpty()) {
      return "needs a schema with 'identity', which says what names a reading";
    }
    return schema.equals(ActivitySchema.SCHEMA)
        ? "needs User/Device/Index, such as a/nexus4_1/35, not '" + name + "'"
        : "needs " + ReadingId.form(schema) + ", not '" + name + "'";
  }

  PostConditions postConditions() {
    return new PostConditions(minRecords, maxMalformed);
  }

  /** What is wrong with options by themselves, or with each other. */
  List<OptionError> problems() {
    List<OptionError> problems = wrongValues();
    if (explain.isPresent() && explainWindow.isPresent()) {
      problems.add(new OptionError("explain-window", "explains, as --explain; give one of them"));
    }
    if (console && explainWindow.isPresent()) {
      problems.add(
          new OptionError(
              "console", "and --explain-window both print on stdout; give one of them"));
    }
    if (console && explain.isPresent()) {
      problems.add(
          new OptionError("console", "and --explain both print on stdout; give one of them"));
    }
    return problems;
  }

  /** What is wrong with options by themselves. */
  List<OptionError> wrongValues() {
    List<OptionError> problems = new ArrayList<>();
    inputOutput.check(problems);
    stream.check(problems);
    OptionError.checkNotNegative("minRecords", minRecords.orElse(0L), problems);
    OptionError.checkNotNegative("maxMalformed", maxMalformed.orElse(0L), problems);
    OptionError.checkNotNegative("outputShards", outputShards, problems);
    watch
        .filter(port -> !ListenAddress.isPort(port))
        .ifPresent(
            port ->
                problems.add(
                    new OptionError("watch", "must be " + ListenAddress.PORTS + ", not " + port)));
    metrics
        .filter(text -> ListenAddress.parse(text).isEmpty())
        .ifPresent(
            text ->
                problems.add(
                    new OptionError(
                        "metrics",
                        "must be %s, alone or as ADDRESS:PORT, not '%s'"
                            .formatted(ListenAddress.PORTS, text))));
    return problems;
  }
}
