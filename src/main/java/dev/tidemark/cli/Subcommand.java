package dev.tidemark.cli;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;

/** A command. Its options are filled before it starts. */
interface Subcommand {
  ExitCode start() throws FailureException;
}
