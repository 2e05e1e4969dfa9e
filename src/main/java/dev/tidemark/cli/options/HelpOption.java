package dev.tidemark.cli.options;

import java.util.List;
import picocli.CommandLine.Option;

/** The options that every command has. */
public final class HelpOption {
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
