package dev.tidemark.cli.options;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.source.InputFiles;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.files.ReplayedLines;
import dev.tidemark.storage.PathOrUri;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which files are replayed, and how fast. */
public final class ReplayOptions {
  @Mixin private SampleInput input = new SampleInput();

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
    input.check();
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
    if (pipeline.isEmpty()) {
      return SampleInput.ofActivity(input.globs());
    }
    PathOrUri place = RequestReader.pipelineFile(pipeline.get());
    PipelineSpec spec = SampleInput.read(place);
    String file = place.path();
    if (!(spec.source().origin().format() instanceof ReadingFormat.JsonLines)) {
      // Lines are passed on one by one, as only JSON lines can be.
      throw new FailureException(
          ExitCode.USAGE, file + " reads CSV, and only JSON lines are replayed");
    }
    return SampleInput.of(spec, file, input.globs());
  }

  /** Opens the lines in the order of arrival, each returned when it is due. */
  public ReplayedLines replay(InputFiles files) throws UnreadableInputException {
    return ReplayedLines.of(files.files(), files.format(), factor());
  }

  private double factor() {
    return speed.orElse(Double.POSITIVE_INFINITY);
  }
}
