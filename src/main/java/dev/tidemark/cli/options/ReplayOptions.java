package dev.tidemark.cli.options;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.pipeline.InvalidPipelineFileException;
import dev.tidemark.pipeline.PipelineFile;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.source.InputFiles;
import dev.tidemark.source.InputMatcher;
import dev.tidemark.source.Origin;
import dev.tidemark.source.files.NoInputException;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.files.ReplayedLines;
import dev.tidemark.storage.ShippedFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say which files are replayed, and how fast. */
public final class ReplayOptions {
  private static final String SAMPLE = "data/activity/*.json";

  @Option(
      names = "--input",
      paramLabel = "GLOB,...",
      description = "Files of readings. Default: those of --pipeline, or " + SAMPLE)
  private List<String> input = new ArrayList<>();

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = "A pipeline file that says what readings look like. Default: activity")
  private Optional<String> pipeline = Optional.empty();

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "N times as fast as readings arrived. Default: as fast as possible")
  private Optional<Double> speed = Optional.empty();

  /**
   * Checks the values of the options.
   *
   * @throws FailureException if one of them is wrong
   */
  public void check() throws FailureException {
    if (!input.isEmpty() && globs().isEmpty()) {
      throw new FailureException(ExitCode.USAGE, "--input needs a file or a glob");
    }
    if (!(factor() > 0)) {
      throw new FailureException(ExitCode.USAGE, "--speed must be above 0, but is " + factor());
    }
  }

  /**
   * Finds the files to replay.
   *
   * @throws FailureException if there are none, or the pipeline file is wrong
   */
  public InputFiles match() throws FailureException {
    try {
      if (pipeline.isEmpty()) {
        return InputMatcher.match(
            input.isEmpty() ? List.of(sample()) : globs(),
            new ReadingFormat.JsonLines(ActivitySchema.SCHEMA));
      }
      Origin origin = origin(pipeline.get());
      return InputMatcher.match(input.isEmpty() ? origin.globs() : globs(), origin.format());
    } catch (NoInputException e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(e.getMessage()), e);
    }
  }

  /** Opens the lines in the order of arrival, each returned when it is due. */
  public ReplayedLines replay(InputFiles files) throws UnreadableInputException {
    return ReplayedLines.of(files.files(), files.format(), factor());
  }

  /**
   * Where a pipeline file reads from: lines are passed on one by one, as only JSON lines can be.
   */
  private Origin origin(String file) throws FailureException {
    try {
      Origin origin = PipelineFile.read(file, new PipelineFileOptions(Set.of())).source().origin();
      if (!(origin.format() instanceof ReadingFormat.JsonLines)) {
        throw new FailureException(
            ExitCode.USAGE, file + " reads CSV, and only JSON lines are replayed");
      }
      if (input.isEmpty() && origin.globs().isEmpty()) {
        throw new FailureException(
            ExitCode.USAGE, file + " reads a topic; name files with --input");
      }
      return origin;
    } catch (InvalidPipelineFileException e) {
      throw new FailureException(ExitCode.USAGE, e.problems(), e);
    }
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
