package dev.tidemark.cli.options;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.pipeline.InvalidPipelineFileException;
import dev.tidemark.pipeline.PipelineFile;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.source.InputFiles;
import dev.tidemark.source.InputMatcher;
import dev.tidemark.source.files.NoInputException;
import dev.tidemark.storage.ShippedFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say which files are surveyed, and which of their fields are the times. */
public final class SurveyOptions {
  private static final String SAMPLE = "data/activity/*.json";

  @Option(
      names = "--input",
      paramLabel = "GLOB,...",
      description = "Files of readings. Default: those of --pipeline, or " + SAMPLE)
  private List<String> input = new ArrayList<>();

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description =
          "A pipeline file that says what readings look like, and which field is their event"
              + " time. Default: activity, and Creation_Time")
  private Optional<String> pipeline = Optional.empty();

  /**
   * What is surveyed.
   *
   * @param eventTime the field of the event times
   */
  public record Survey(InputFiles files, Field eventTime) {}

  /**
   * Finds the files.
   *
   * @throws FailureException if there are none, or their readings do not say when they happened and
   *     when they arrived
   */
  public Survey match() throws FailureException {
    List<String> globs =
        input.stream()
            .flatMap(text -> InputOutputOptions.globs(text).stream())
            .map(glob -> ShippedFiles.ofThisProcess().find(glob))
            .toList();
    if (!input.isEmpty() && globs.isEmpty()) {
      throw new FailureException(ExitCode.USAGE, "--input needs a file or a glob");
    }
    if (pipeline.isEmpty()) {
      List<String> all =
          globs.isEmpty() ? List.of(ShippedFiles.ofThisProcess().findGlob(SAMPLE)) : globs;
      ReadingFormat format = new ReadingFormat.JsonLines(ActivitySchema.SCHEMA);
      return new Survey(files(all, format), ActivitySchema.CREATION_TIME);
    }
    String file = ShippedFiles.ofThisProcess().find(pipeline.get());
    PipelineSpec spec = read(file);
    List<String> all = globs.isEmpty() ? spec.source().origin().globs() : globs;
    if (all.isEmpty()) {
      throw new FailureException(ExitCode.USAGE, file + " reads a topic; name files with --input");
    }
    Field eventTime = eventTime(spec, file);
    if (!spec.schema().declaresArrival()
        || spec.schema().arrival().equals(Optional.of(eventTime))) {
      throw new FailureException(
          ExitCode.USAGE,
          file
              + ": readings do not say when they arrived, so there is nothing to compare their"
              + " clocks with; name the 'arrival_time' of the schema");
    }
    return new Survey(files(all, spec.source().origin().format()), eventTime);
  }

  private static Field eventTime(PipelineSpec spec, String file) throws FailureException {
    List<Field> fields = spec.eventTimes();
    if (fields.size() != 1) {
      throw new FailureException(
          ExitCode.USAGE,
          file
              + (fields.isEmpty()
                  ? " assigns no event time; add a step AssignTimestamps"
                  : " assigns several event times; leave one"));
    }
    return fields.get(0);
  }

  private static PipelineSpec read(String file) throws FailureException {
    try {
      return PipelineFile.read(file, new PipelineFileOptions(Set.of()));
    } catch (InvalidPipelineFileException e) {
      throw new FailureException(ExitCode.USAGE, e.problems(), e);
    }
  }

  private static InputFiles files(List<String> globs, ReadingFormat format)
      throws FailureException {
    try {
      return InputMatcher.match(globs, format);
    } catch (NoInputException e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(String.valueOf(e.getMessage())), e);
    }
  }
}
