package dev.tidemark.cli.options;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.source.InputFiles;
import dev.tidemark.storage.PathOrUri;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which files are surveyed, and which of their fields are the times. */
public final class SurveyOptions {
  @Mixin private SampleInput input = new SampleInput();

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
    input.check();
    List<String> globs = input.globs();
    if (pipeline.isEmpty()) {
      return new Survey(SampleInput.ofActivity(globs), ActivitySchema.CREATION_TIME);
    }
    PathOrUri place = RequestReader.pipelineFile(pipeline.get());
    PipelineSpec spec = SampleInput.read(place);
    String file = place.path();
    Field eventTime = eventTime(spec, file);
    if (!spec.schema().declaresArrival()
        || spec.schema().arrival().equals(Optional.of(eventTime))) {
      throw new FailureException(
          ExitCode.USAGE,
          file
              + ": readings do not say when they arrived, so there is nothing to compare their"
              + " clocks with; name the 'arrival_time' of the schema");
    }
    return new Survey(SampleInput.of(spec, file, globs), eventTime);
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
}
