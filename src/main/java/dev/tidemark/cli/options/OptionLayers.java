package dev.tidemark.cli.options;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.pipeline.OptionCheck;
import dev.tidemark.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options from three places: the command line wins over the runner profile, and that over the
 * pipeline file.
 *
 * @param commandLine the options of the command line alone, which name the two files
 * @param given the arguments of the command line, by the options' names
 */
public record OptionLayers(
    RunOptions commandLine, Map<String, List<String>> given, RunnerProfile profile) {

  /**
   * Creates the layers of a command line, and reads the runner profile that it names.
   *
   * @throws FailureException if an option of the runner is given twice that takes one value, or if
   *     the profile cannot be read
   */
  public static OptionLayers of(RunOptions commandLine, ParseResult parsed)
      throws FailureException {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      String name = Arguments.name(option);
      given.put(
          name, option.originalStringValues().stream().map(it -> "--" + name + "=" + it).toList());
    }
    Map<String, List<String>> ofRunner = new LinkedHashMap<>();
    for (String arg : commandLine.runnerArguments()) {
      ofRunner.computeIfAbsent(Arguments.nameOf(arg), name -> new ArrayList<>()).add(arg);
    }
    List<String> problems =
        ofRunner.entrySet().stream()
            .filter(it -> it.getValue().size() > 1 && RunnerOptions.takesOneValue(it.getKey()))
            .map(it -> Arguments.givenTwice(it.getKey()))
            .toList();
    if (!problems.isEmpty()) {
      throw new FailureException(ExitCode.USAGE, problems, null);
    }
    given.putAll(ofRunner);
    return new OptionLayers(commandLine, given, RunnerProfile.read(commandLine.profile()));
  }

  /** Creates the check of the options of a pipeline file. */
  public OptionCheck checkOfFile() {
    return new PipelineFileOptions(overridden());
  }

  /**
   * Merges all three. A profile serves every mode, and so does a pipeline file whose mode is given
   * elsewhere: options there that have no effect in the mode of this run are ignored. On the
   * command line, and in a file that gives the mode itself, such an option is an error.
   */
  public RunOptions merge(PipelineSpec spec) throws FailureException {
    Map<String, String> pipelineFile = spec.options();
    Map<String, List<String>> strongest = new LinkedHashMap<>();
    pipelineFile.forEach((name, value) -> strongest.put(name, List.of(arg(name, value))));
    profile.options().forEach((name, value) -> strongest.put(name, List.of(arg(name, value))));
    strongest.putAll(given);
    StreamOptions.Mode mode = parse(strongest).mode();

    Set<String> ofFile = new HashSet<>(pipelineFile.keySet());
    ofFile.removeAll(overridden());
    boolean isModeElsewhere = overridden().contains("mode");
    strongest
        .keySet()
        .removeIf(
            name ->
                !given.containsKey(name)
                    && (isModeElsewhere || !ofFile.contains(name))
                    && StreamOptions.misplaced(name, mode).isPresent());
    RunOptions options = parse(strongest);
    List<String> problems =
        Stream.concat(
                Stream.of(
                        options.problems().stream(),
                        options.wrongExplain(spec.schema()).stream(),
                        options.wrongWindow(spec).stream())
                    .flatMap(some -> some),
                strongest.keySet().stream()
                    .map(name -> StreamOptions.misplaced(name, mode))
                    .flatMap(Optional::stream))
            .map(
                problem ->
                    ofFile.contains(problem.name())
                        ? problem.ofPipelineFile()
                        : problem.onCommandLine())
            .toList();
    if (!problems.isEmpty()) {
      throw new FailureException(ExitCode.USAGE, problems, null);
    }
    return options;
  }

  /** The options that win over the pipeline file's. */
  private Set<String> overridden() {
    Set<String> names = new HashSet<>(profile.options().keySet());
    names.addAll(given.keySet());
    return names;
  }

  private static String arg(String name, String value) {
    return "--" + name + "=" + value;
  }

  private static RunOptions parse(Map<String, List<String>> options) throws FailureException {
    return Arguments.parse(
        new RunOptions(), options.values().stream().flatMap(List::stream).toList());
  }
}
