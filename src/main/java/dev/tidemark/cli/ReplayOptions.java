package dev.tidemark.cli;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.source.InputFiles;
import dev.tidemark.source.InputMatcher;
import dev.tidemark.source.files.NoInputException;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.files.ReplayedLines;
import dev.tidemark.storage.ShippedFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which files are replayed, and how fast. */
final class ReplayOptions {
  private static final String SAMPLE = "data/activity/*.json";
  private static final ReadingFormat FORMAT = new ReadingFormat.JsonLines(ActivitySchema.SCHEMA);

  @Option(
      names = "--input",
      paramLabel = "GLOB,...",
      description = "Files of readings. Default: " + SAMPLE)
  private List<String> input = new ArrayList<>();

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "N times as fast as readings arrived. Default: as fast as possible")
  private Optional<Double> speed = Optional.empty();

  void check() throws FailureException {
    if (!input.isEmpty() && globs().isEmpty()) {
      throw new FailureException(ExitCode.USAGE, "--input needs a file or a glob");
    }
    if (!(factor() > 0)) {
      throw new FailureException(ExitCode.USAGE, "--speed must be above 0, but is " + factor());
    }
  }

  InputFiles match() throws FailureException {
    try {
      return InputMatcher.match(input.isEmpty() ? List.of(sample()) : globs(), FORMAT);
    } catch (NoInputException e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(e.getMessage()), e);
    }
  }

  /** Opens the lines in the order of arrival, each returned when it is due. */
  ReplayedLines replay(InputFiles files) throws UnreadableInputException {
    return ReplayedLines.of(files.files(), FORMAT, factor());
  }

  private double factor() {
    return speed.orElse(Double.POSITIVE_INFINITY);
  }

  private List<String> globs() {
    return input.stream().flatMap(text -> InputOutputOptions.globs(text).stream()).toList();
  }

  private static String sample() {
    return ShippedFiles.ofThisProcess().findGlob(SAMPLE);
  }
}
