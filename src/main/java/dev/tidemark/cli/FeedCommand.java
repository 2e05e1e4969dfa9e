package dev.tidemark.cli;

import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.cli.options.ReplayOptions;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.feed.DirectoryFeed;
import dev.tidemark.feed.Feed;
import dev.tidemark.source.InputFiles;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.LocalFiles;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.files.ReplayedLines;
import dev.tidemark.storage.PartDirectory;
import dev.tidemark.terminal.Logging;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replays files into a directory for a run to follow. */
@Command(
    name = "feed",
    abbreviateSynopsis = true,
    sortOptions = false,
    description =
        "Replays files of readings into a directory, in order of arrival, for a run to follow.")
final class FeedCommand implements Commands.Subcommand {
  private final PrintStream log;

  @Mixin private ReplayOptions replay = new ReplayOptions();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where the files go, one a second. Default: ${DEFAULT-VALUE}")
  private String output = "out/feed";

  @Option(names = "--overwrite", description = "Remove the files of an earlier call.")
  private boolean overwrite;

  @Mixin HelpOption help;

  FeedCommand(PrintStream log) {
    this.log = log;
  }

  @Override
  public ExitCode start() throws FailureException {
    replay.check();
    if (output.isBlank()) {
      throw new FailureException(ExitCode.USAGE, "--output needs a directory");
    }
    Logging.show(false);
    InputFiles files = replay.match();
    Path directory = Path.of(output);
    long started = System.nanoTime();
    try (ReplayedLines lines = replay.replay(files)) {
      checkHoldsNoInput(directory, files);
      PartDirectory.clear(directory, overwrite);
      DirectoryFeed feed = DirectoryFeed.into(directory);
      say("%s to %s", files.description(), directory);
      Feed.Passed passed = Feed.pass(lines, feed);
      if (passed.tooLong() > 0) {
        say("%,d lines skipped: too long for a run to read", passed.tooLong());
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      say("%,d lines in %,d files, fed in %.1f s", passed.lines(), feed.files(), seconds);
      return ExitCode.DONE;
    } catch (UnreadableInputException e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(String.valueOf(e.getMessage())), e);
    } catch (IOException e) {
      throw new FailureException(
          ExitCode.CANNOT_WRITE,
          List.of("cannot write to " + directory + ": " + LocalFiles.reason(e)),
          e);
    }
  }

  /** Refuses to feed a directory from itself: its files would be removed, or fed twice. */
  private static void checkHoldsNoInput(Path directory, InputFiles files)
      throws FailureException, IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    Path real = directory.toRealPath();
    for (InputFile file : files.files()) {
      Path path = Path.of(file.name());
      if (Files.exists(path) && real.equals(path.toRealPath().getParent())) {
        throw new FailureException(
            ExitCode.USAGE,
            "--output " + directory + " holds the input " + path + "; name another directory");
      }
    }
  }

  private void say(String format, Object... values) {
    log.println("tidemark: " + String.format(Locale.ROOT, format, values));
  }
}
