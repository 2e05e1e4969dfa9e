package dev.tidemark.cli.options;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where a pipeline is executed, and what is shown of that. */
final class ExecutionOptions {
  @Option(
      names = "--sharedFileSystem",
      description = "All hosts of the cluster have the same files under local paths.")
  private boolean sharedFileSystem;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "The runner profile. Default: the one of the runner that was chosen")
  private Optional<String> profile = Optional.ofNullable(System.getProperty("tidemark.profile"));

  @Option(
      names = "--verbose",
      description = "Show the runner's log, and the stack traces of failures.")
  private boolean verbose;

  boolean sharedFileSystem() {
    return sharedFileSystem;
  }

  Optional<String> profile() {
    return profile;
  }

  boolean verbose() {
    return verbose;
  }
}
