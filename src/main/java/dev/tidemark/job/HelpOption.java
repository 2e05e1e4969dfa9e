package dev.tidemark.job;

import java.util.List;
import picocli.CommandLine.Option;

/** What every command also takes. */
final class HelpOption {
  /** Their names, without dashes. */
  static final List<String> NAMES = List.of("help", "version");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  boolean version;
}
