package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.generate.ActivityGenerator;
import dev.tidemark.generate.GenerationSummary;
import dev.tidemark.storage.PartDirectory;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes activity readings of any size. */
@Command(
    name = "generate",
    abbreviateSynopsis = true,
    sortOptions = false,
    description =
        "Makes activity readings that look like real ones. The same options give the same bytes.")
final class GenerateCommand implements Subcommand {
  private final PrintStream log;

  @Mixin private GenerateOptions options = new GenerateOptions();

  @Mixin HelpOption help;

  GenerateCommand(PrintStream log) {
    this.log = log;
  }

  @Override
  public ExitCode start() throws FailureException {
    ActivityGenerator generator = ActivityGenerator.of(options.settings());
    Path directory = Path.of(local(options.output).path());
    try {
      PartDirectory.clear(directory, options.overwrite);
      long started = System.nanoTime();
      GenerationSummary made = generator.writeTo(directory, options.order);
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
