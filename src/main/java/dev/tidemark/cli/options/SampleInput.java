package dev.tidemark.cli.options;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.pipeline.InvalidPipelineFileException;
import dev.tidemark.pipeline.PipelineFile;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.source.InputFiles;
import dev.tidemark.source.InputMatcher;
import dev.tidemark.source.files.NoInputException;
import dev.tidemark.storage.HadoopFileSystems;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.storage.ShippedFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine.Option;

/**
 * The option {@code --input} of commands that read files of readings, if none is named the sample.
 */
public final class SampleInput {
  private static final String SAMPLE = "data/activity/*.json";

  @Option(
      names = "--input",
      paramLabel = "GLOB,...",
      description = "Files of readings. Default: those of --pipeline, or " + SAMPLE)
  private List<String> input = new ArrayList<>();

  /** Checks that the option names something, if it is given. */
  void check() throws FailureException {
    if (!input.isEmpty() && globs().isEmpty()) {
      throw new FailureException(ExitCode.USAGE, "--input needs a file or a glob");
    }
  }

  /** What is named; empty if that is left to a pipeline file or the sample. */
  List<String> globs() {
    return input.stream().flatMap(text -> InputOutputOptions.globs(text).stream()).toList();
  }

  /** Files of activity readings. */
  static InputFiles ofActivity(List<String> globs) throws FailureException {
    return match(
        globs.isEmpty() ? List.of(ShippedFiles.ofThisProcess().findGlob(SAMPLE)) : globs,
        new ReadingFormat.JsonLines(ActivitySchema.SCHEMA));
  }

  /** Files of the readings of a pipeline file: those that are named, or those of its source. */
  static InputFiles of(PipelineSpec spec, String file, List<String> globs) throws FailureException {
    List<String> all =
        globs.isEmpty()
            ? ShippedFiles.ofThisProcess().sources(spec.source().origin().globs(), file)
            : globs;
    if (all.isEmpty()) {
      throw new FailureException(ExitCode.USAGE, file + " reads a topic; name files with --input");
    }
    return match(all, spec.source().origin().format());
  }

  static PipelineSpec read(PathOrUri pipelineFile) throws FailureException {
    register(List.of(pipelineFile));
    try {
      return PipelineFile.read(pipelineFile.path(), new PipelineFileOptions(Set.of()));
    } catch (InvalidPipelineFileException e) {
      throw new FailureException(ExitCode.USAGE, e.problems(), e);
    }
  }

  /**
   * Finds files, on any file system that Hadoop knows.
   *
   * @throws FailureException if a glob matches nothing, or a file cannot be read
   */
  public static InputFiles match(List<String> globs, ReadingFormat format) throws FailureException {
    List<PathOrUri> places = new ArrayList<>();
    for (String glob : globs) {
      places.add(new PathOrUri(ShippedFiles.ofThisProcess().find(PathOrUri.glob(glob).path())));
    }
    register(places);
    try {
      return InputMatcher.match(places.stream().map(PathOrUri::path).toList(), format);
    } catch (NoInputException e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(String.valueOf(e.getMessage())), e);
    }
  }

  private static void register(List<PathOrUri> places) throws FailureException {
    HadoopFileSystems.register(places, PipelineOptionsFactory.create());
  }
}
