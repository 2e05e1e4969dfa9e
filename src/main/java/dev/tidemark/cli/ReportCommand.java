package dev.tidemark.cli;

import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.report.Report;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryOperations;
import dev.tidemark.storage.HadoopFileSystems;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.terminal.Logging;
import dev.tidemark.terminal.TerminalText;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes the page of a run that is done. */
@Command(
    name = "report",
    abbreviateSynopsis = true,
    sortOptions = false,
    description =
        "Writes report.html into the output directory of a run: one page that shows what the run"
            + " found.",
    footer = {"", "For example: report out/activity-monitor"})
final class ReportCommand implements Commands.Subcommand {
  private final PrintStream out;

  @Parameters(
      paramLabel = "DIR",
      hideParamSyntax = true,
      arity = "0..*",
      description = "The output directory of a run.")
  private List<String> directories = new ArrayList<>();

  @Mixin HelpOption help;

  /**
   * Creates a command that has not started.
   *
   * @param out receives where the page is
   */
  ReportCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public ExitCode start() throws FailureException {
    if (directories.size() != 1 || directories.get(0).isBlank()) {
      throw new FailureException(
          ExitCode.USAGE, "report needs one output directory, as in report out/activity-monitor");
    }
    Logging.show(false);
    PathOrUri place = PathOrUri.directory(directories.get(0));
    PipelineOptions options = PipelineOptionsFactory.create();
    HadoopFileSystems.register(List.of(place), options);
    write(Directory.named(place, DirectoryOperations.of(place, options)));
    return ExitCode.DONE;
  }

  private void write(Directory directory) throws FailureException {
    String page;
    try {
      page = Report.of(directory);
    } catch (IOException e) {
      throw new FailureException(
          ExitCode.NO_INPUT,
          List.of("cannot show the run in " + directory.path() + ": " + e.getMessage()),
          e);
    }
    try {
      int bytes = Report.write(page, directory);
      out.println(
          String.format(
              Locale.ROOT,
              "%s/%s: %,d KB",
              TerminalText.escape(directory.path()),
              Report.FILE,
              (bytes + 999) / 1000));
    } catch (IOException e) {
      throw new FailureException(
          ExitCode.CANNOT_WRITE,
          List.of("cannot write " + directory.path() + "/" + Report.FILE + ": " + e.getMessage()),
          e);
    }
  }
}
