package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;

/** Something that Tidemark can be told to do. Its options are filled before it starts. */
interface Subcommand {
  ExitCode start() throws FailureException;
}
