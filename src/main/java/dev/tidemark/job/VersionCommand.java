package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints which Tidemark this is. */
@Command(
    name = "version",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = "Prints the versions of Tidemark, Beam and Java.")
final class VersionCommand implements Subcommand {
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
