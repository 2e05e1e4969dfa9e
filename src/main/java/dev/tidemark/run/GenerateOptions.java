package dev.tidemark.run;

import dev.tidemark.generate.GeneratorSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code generate}. */
@Command(
    name = "generate",
    sortOptions = false,
    description =
        "Makes activity readings shaped like the real ones, the same for the same options.")
final class GenerateOptions {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where the files go. Default: ${DEFAULT-VALUE}")
  String output = "out/activity";

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Readings, at the real rate of two phones. Default: ${DEFAULT-VALUE}")
  long rows = 1_000_000;

  @Option(
      names = "--files",
      paramLabel = "N",
      description = "Files; each holds every N-th reading. Default: ${DEFAULT-VALUE}")
  int files = GeneratorSettings.FULL_FILES;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another seed gives other readings. Default: ${DEFAULT-VALUE}")
  long seed = 1;

  @Option(
      names = "--malformed",
      paramLabel = "N",
      description = "Lines that are no reading, besides the rows. Default: ${DEFAULT-VALUE}")
  long malformed;

  @Option(
      names = "--duplicates",
      paramLabel = "N",
      description = "Readings given a second time, besides the rows. Default: ${DEFAULT-VALUE}")
  long duplicates;

  @Option(
      names = "--late",
      paramLabel = "N",
      description = "Rows that arrive 11 s to 15 min late. Default: ${DEFAULT-VALUE}")
  long late;

  @Option(
      names = "--nullX",
      paramLabel = "N",
      description = "Rows whose x is null. Default: ${DEFAULT-VALUE}")
  long nullX;

  @Option(names = "--overwrite", description = "Replace the files of an earlier call.")
  boolean overwrite;

  /** The settings, checked. */
  GeneratorSettings settings() throws Failure {
    if (output.isBlank()) {
      throw new Failure(ExitCode.USAGE, "--output needs a directory");
    }
    try {
      return new GeneratorSettings(rows, files, seed, malformed, duplicates, late, nullX);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "generate: " + e.getMessage());
    }
  }
}
