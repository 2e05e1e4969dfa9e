package dev.tidemark.cli.options;

import dev.tidemark.pipeline.OptionCheck;
import dev.tidemark.yaml.DidYouMean;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/**
 * Checks the options of a pipeline file, each by itself: Tidemark's own, and those of Beam and its
 * runner.
 */
final class PipelineFileOptions implements OptionCheck {
  /** Options that must be known before a pipeline file or a runner profile is read. */
  private static final Set<String> ON_COMMAND_LINE_ONLY = Set.of("pipeline", "profile", "verbose");

  private final Set<String> overridden;
  private final List<String> own = RunnerOptions.ownNames();
  private final Set<String> ofRunner = RunnerOptions.names();

  /**
   * Creates the check of a pipeline file.
   *
   * @param overridden options whose values the command line or the profile gives; the file's may be
   *     for another runner
   */
  PipelineFileOptions(Set<String> overridden) {
    this.overridden = overridden;
  }

  @Override
  public Optional<String> wrongName(String name) {
    if (ON_COMMAND_LINE_ONLY.contains(name)) {
      return Optional.of("option '" + name + "' is for the command line; drop it here");
    }
    return own.contains(name) || ofRunner.contains(name)
        ? Optional.empty()
        : Optional.of(
            "unknown option '"
                + name
                + "'"
                + DidYouMean.option(name, RunnerOptions.withOwnNames(ofRunner), own, ""));
  }

  @Override
  public Optional<String> wrongValue(String name, String value) {
    if (own.contains(name)) {
      return ownWrongValue(name, value);
    }
    return overridden.contains(name)
        ? Optional.empty()
        : RunnerOptions.wrongValue(name, "--" + name + "=" + value)
            .map(reason -> "option '" + name + "': " + reason);
  }

  private static Optional<String> ownWrongValue(String name, String value) {
    RunOptions options = new RunOptions();
    try {
      Arguments.strict(new CommandLine(options)).parseArgs("--" + name + "=" + value);
    } catch (CommandLine.ParameterException e) {
      return Optional.of(
          "option '"
              + name
              + "': '"
              + value
              + "' is not "
              + Arguments.expected(e.getArgSpec(), value));
    }
    return options.wrongValues().stream().map(OptionError::atPosition).findFirst();
  }
}
