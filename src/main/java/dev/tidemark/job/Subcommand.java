package dev.tidemark.job;

/** Something that Tidemark can be told to do. Its options are filled before it starts. */
interface Subcommand {
  ExitCode start() throws FailureException;
}
