package dev.tidemark.cli;

import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.job.Version;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the versions that decide what a run does. */
@Command(
    name = "version",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = "Prints the versions of Tidemark, Beam and Java.")
final class VersionCommand implements Commands.Subcommand {
  private final PrintStream out;

  @Mixin HelpOption help;

  VersionCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public ExitCode start() {
    out.println(Version.line());
    return ExitCode.DONE;
  }
}
