package dev.tidemark.cli;

import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.cli.options.OptionLayers;
import dev.tidemark.cli.options.RequestReader;
import dev.tidemark.cli.options.RunOptions;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.job.Run;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Runs a pipeline file over input and leaves its results in a directory. */
@Command(
    name = "run",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = "Runs a pipeline file over files or topics of readings.",
    footer = {
      "",
      "Any other option is passed to Beam and its runner. The command line overrides the runner",
      "profile, which overrides the 'options' of the pipeline file.",
      "",
      "Exit codes:",
      "    0  done",
      "   64  an option or the pipeline file is wrong; nothing was run",
      "   65  done, but --minRecords or --maxMalformed does not hold, or every line was malformed",
      "   66  no input matches, or it cannot be read",
      "   70  the pipeline failed, or memory ran out",
      "   74  output cannot be written, already exists, or is in use by another run; or the",
      "       checkpoint cannot be used",
      "  130  interrupted by Ctrl-C (SIGINT)",
      "  141  the reader of stdout closed it",
      "  143  interrupted by SIGTERM"
    })
final class RunCommand implements Commands.Subcommand {
  private final PrintStream out;
  private final PrintStream log;

  @Mixin private RunOptions options = new RunOptions();

  /** Picocli does not fill the unmatched arguments of a mixin. */
  @Unmatched private List<String> runnerArguments = new ArrayList<>();

  @Mixin HelpOption help;

  @Spec private CommandSpec spec;

  /**
   * Creates a run that has not started.
   *
   * @param out receives the rows of results or the trace of a reading, if they are asked for
   * @param log receives messages about progress
   */
  RunCommand(PrintStream out, PrintStream log) {
    this.out = out;
    this.log = log;
  }

  /** Runs to the end; {@link ExitCode#DATA} if only a post-condition failed. */
  @Override
  public ExitCode start() throws FailureException {
    options.addRunnerArguments(runnerArguments);
    OptionLayers layers = OptionLayers.of(options, spec.commandLine().getParseResult());
    return Run.of(RequestReader.read(layers, log), out, log);
  }
}
