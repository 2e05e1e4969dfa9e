package dev.tidemark.cli;

import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.generate.ActivityGenerator;
import dev.tidemark.generate.FileOrder;
import dev.tidemark.generate.GenerationSummary;
import dev.tidemark.generate.GeneratorSettings;
import dev.tidemark.storage.PartDirectory;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Generates any number of activity readings. */
@Command(
    name = "generate",
    abbreviateSynopsis = true,
    sortOptions = false,
    description =
        "Makes activity readings that look like real ones. The same options give the same bytes.")
final class GenerateCommand implements Commands.Subcommand {
  private final PrintStream log;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where the files go. Default: ${DEFAULT-VALUE}")
  private String output = "out/activity";

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Readings, from 1000 to 1000000000. Default: ${DEFAULT-VALUE}")
  private long rows = 1_000_000;

  @Option(
      names = "--files",
      paramLabel = "N",
      description = "Files, up to 1000. Default: ${DEFAULT-VALUE}")
  private int files = GeneratorSettings.FULL_FILES;

  @Option(
      names = "--order",
      description = {
        "spread: each file holds every N-th reading. arrival: each file",
        "holds what arrived after the one before. Default: ${DEFAULT-VALUE}"
      })
  private FileOrder order = FileOrder.spread;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another seed gives other readings. Default: ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(
      names = "--malformed",
      paramLabel = "N",
      description =
          "Lines that are not readings, in addition to the rows. Default: ${DEFAULT-VALUE}")
  private long malformed;

  @Option(
      names = "--duplicates",
      paramLabel = "N",
      description = {
        "Readings that come a second time, in addition to the rows;",
        "up to half as many. Default: ${DEFAULT-VALUE}"
      })
  private long duplicates;

  @Option(
      names = "--late",
      paramLabel = "N",
      description = {
        "Rows that arrive 11 s to 15 min late, up to a tenth of all.",
        "Default: ${DEFAULT-VALUE}"
      })
  private long late;

  @Option(
      names = "--nullX",
      paramLabel = "N",
      description = "Rows whose x is null, up to a tenth of all. Default: ${DEFAULT-VALUE}")
  private long nullX;

  @Option(names = "--overwrite", description = "Replace the files of an earlier call.")
  private boolean overwrite;

  @Mixin HelpOption help;

  GenerateCommand(PrintStream log) {
    this.log = log;
  }

  @Override
  public ExitCode start() throws FailureException {
    ActivityGenerator generator = ActivityGenerator.of(settings());
    Path directory = Path.of(local(output).path());
    try {
      PartDirectory.clear(directory, overwrite);
      long started = System.nanoTime();
      GenerationSummary made = generator.writeTo(directory, order);
      log.println(
          String.format(
              Locale.ROOT,
              "tidemark: %s holds %,d lines in %,d files, %,.1f MB, made in %.1f s",
              directory,
              made.lines(),
              made.files(),
              made.bytes() / 1e6,
              (System.nanoTime() - started) / 1e9));
    } catch (IOException e) {
      throw new FailureException(ExitCode.CANNOT_WRITE, List.of(String.valueOf(e.getMessage())), e);
    }
    return ExitCode.DONE;
  }

  /** The settings, checked. */
  private GeneratorSettings settings() throws FailureException {
    if (output.isBlank()) {
      throw new FailureException(ExitCode.USAGE, "--output needs a directory");
    }
    try {
      return new GeneratorSettings(rows, files, seed, malformed, duplicates, late, nullX);
    } catch (IllegalArgumentException e) {
      throw new FailureException(ExitCode.USAGE, List.of("--" + e.getMessage()), e);
    }
  }

  private static PathOrUri local(String output) throws FailureException {
    PathOrUri place = PathOrUri.directory(output);
    if (!place.isLocal()) {
      throw new FailureException(
          ExitCode.USAGE,
          "generate writes files of this machine, not " + place + "; copy them there afterwards");
    }
    return place;
  }
}
