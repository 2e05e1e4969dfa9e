package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.generate.FileOrder;
import dev.tidemark.generate.GeneratorSettings;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code generate}. */
final class GenerateOptions {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where the files go. Default: ${DEFAULT-VALUE}")
  String output = "out/activity";

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Readings, from 1000 to 1000000000. Default: ${DEFAULT-VALUE}")
  long rows = 1_000_000;

  @Option(
      names = "--files",
      paramLabel = "N",
      description = "Files, up to 1000. Default: ${DEFAULT-VALUE}")
  int files = GeneratorSettings.FULL_FILES;

  @Option(
      names = "--order",
      description = {
        "spread: each file holds every N-th reading. arrival: each file",
        "holds what arrived after the one before. Default: ${DEFAULT-VALUE}"
      })
  FileOrder order = FileOrder.spread;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another seed gives other readings. Default: ${DEFAULT-VALUE}")
  long seed = 1;

  @Option(
      names = "--malformed",
      paramLabel = "N",
      description =
          "Lines that are not readings, in addition to the rows. Default: ${DEFAULT-VALUE}")
  long malformed;

  @Option(
      names = "--duplicates",
      paramLabel = "N",
      description = {
        "Readings that come a second time, in addition to the rows;",
        "up to half as many. Default: ${DEFAULT-VALUE}"
      })
  long duplicates;

  @Option(
      names = "--late",
      paramLabel = "N",
      description = {
        "Rows that arrive 11 s to 15 min late, up to a tenth of all.",
        "Default: ${DEFAULT-VALUE}"
      })
  long late;

  @Option(
      names = "--nullX",
      paramLabel = "N",
      description = "Rows whose x is null, up to a tenth of all. Default: ${DEFAULT-VALUE}")
  long nullX;

  @Option(names = "--overwrite", description = "Replace the files of an earlier call.")
  boolean overwrite;

  /** The settings, checked. */
  GeneratorSettings settings() throws FailureException {
    if (output.isBlank()) {
      throw new FailureException(ExitCode.USAGE, "--output needs a directory");
    }
    try {
      return new GeneratorSettings(rows, files, seed, malformed, duplicates, late, nullX);
    } catch (IllegalArgumentException e) {
      throw new FailureException(ExitCode.USAGE, List.of("--" + e.getMessage()), e);
    }
  }
}
