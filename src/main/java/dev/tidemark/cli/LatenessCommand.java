package dev.tidemark.cli;

import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.cli.options.LatenessOptions;
import dev.tidemark.cli.options.RequestReader;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.job.PostConditions;
import dev.tidemark.job.RunCounts;
import dev.tidemark.job.RunRequest;
import dev.tidemark.job.TracedRead;
import dev.tidemark.lateness.ChosenSettings;
import dev.tidemark.lateness.DelayTracing;
import dev.tidemark.lateness.LatenessReport;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.terminal.TerminalText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Prints what {@code max_delay} and {@code allowed_lateness} cost for each step of a file. */
@Command(
    name = "lateness",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Prints how many readings would be late by which max_delay, allowed_lateness and within.",
      "It does so for each step of a pipeline file, and writes no results."
    },
    footer = {
      "",
      "Any other option is passed to Beam and its runner, as by run.",
      "",
      "For example: lateness --pipeline=pipelines/late-data.yaml --max_delay=1s,10s,1m"
    })
final class LatenessCommand implements Commands.Subcommand {
  private final PrintStream out;
  private final PrintStream log;

  @Mixin private LatenessOptions options = new LatenessOptions();

  /** Picocli does not fill the unmatched arguments of a mixin. */
  @Unmatched private List<String> runnerArguments = new ArrayList<>();

  @Mixin HelpOption help;

  @Spec private CommandSpec spec;

  /**
   * Creates a command that has not started.
   *
   * @param out receives the tables
   * @param log receives messages about progress
   */
  LatenessCommand(PrintStream out, PrintStream log) {
    this.out = out;
    this.log = log;
  }

  @Override
  public ExitCode start() throws FailureException {
    ChosenSettings chosen = options.chosen();
    RunRequest request =
        RequestReader.read(
            options.layers(spec.commandLine().getParseResult(), runnerArguments),
            LatenessCommand::check,
            log);
    PipelineSpec pipeline = request.spec();
    if (!pipeline.schema().declaresArrival()) {
      out.println(
          "no reading is late: the schema names no 'arrival_time', so readings arrive when they"
              + " happened");
      return ExitCode.DONE;
    }
    RunCounts counts = TracedRead.of(request, new DelayTracing(), log);
    log.println("tidemark: " + read(counts));
    PostConditions.checkHasReading(counts.counts());
    new LatenessReport(pipeline.judgedSteps(), chosen)
        .lines(counts.traceEvents())
        .forEach(line -> out.println(TerminalText.escape(line)));
    return ExitCode.DONE;
  }

  private static void check(PipelineSpec pipeline) throws FailureException {
    if (pipeline.source().origin().topic().isPresent()) {
      throw new FailureException(
          ExitCode.USAGE,
          "lateness reads files, but the pipeline reads the topic "
              + pipeline.source().origin().topic().get().name()
              + "; give it a file that reads the same records from files");
    }
    if (pipeline.judgedSteps().isEmpty()) {
      throw new FailureException(
          ExitCode.USAGE,
          "no reading can be late for "
              + pipeline.name()
              + ": it has neither a Combine nor a step that takes readings in event-time order");
    }
  }

  private static String read(RunCounts counts) {
    long accepted = counts.counts().total(Outcome.ACCEPTED);
    long malformed = counts.counts().total(Outcome.MALFORMED);
    return String.format(
        Locale.ROOT,
        "read %,d = %,d accepted + %,d malformed, which are left out",
        accepted + malformed,
        accepted,
        malformed);
  }
}
