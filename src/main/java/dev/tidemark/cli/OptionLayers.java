package dev.tidemark.cli;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.pipeline.OptionCheck;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.storage.ShippedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options from three places: the command line wins over the runner profile, and that over the
 * pipeline file.
 *
 * @param commandLine what the command line alone says: enough to find the two files
 * @param given the same as words, by the options' names
 */
record OptionLayers(RunOptions commandLine, Map<String, List<String>> given) {
  private static final String BUNDLED_PROFILE = "/dev/tidemark/runner.properties";

  /**
   * Creates the layers of a command line.
   *
   * @throws FailureException if an option of the runner is given twice that takes one value
   */
  static OptionLayers of(RunOptions commandLine, ParseResult parsed) throws FailureException {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      String name = Arguments.name(option);
      given.put(
          name, option.originalStringValues().stream().map(it -> "--" + name + "=" + it).toList());
    }
    Map<String, List<String>> ofRunner = new LinkedHashMap<>();
    for (String arg : commandLine.forRunner) {
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
    return new OptionLayers(commandLine, given);
  }

  /** Checks the options of the pipeline file, which the command line and the profile win over. */
  OptionCheck checkOfFile(Map<String, String> profile) {
    return new PipelineFileOptions(overridden(profile));
  }

  /**
   * Merges all three. A profile serves every mode, and so does a pipeline file whose mode is given
   * elsewhere: options there that mean nothing in the mode of this run are ignored. On the command
   * line, and in a file that gives the mode itself, such an option is an error.
   */
  RunOptions all(Map<String, String> pipelineFile, Map<String, String> profile)
      throws FailureException {
    Map<String, List<String>> strongest = new LinkedHashMap<>();
    pipelineFile.forEach((name, value) -> strongest.put(name, List.of(arg(name, value))));
    profile.forEach((name, value) -> strongest.put(name, List.of(arg(name, value))));
    strongest.putAll(given);
    Mode mode = parse(strongest).stream.mode;

    Set<String> ofFile = new HashSet<>(pipelineFile.keySet());
    ofFile.removeAll(overridden(profile));
    boolean isModeElsewhere = overridden(profile).contains("mode");
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
                options.problems().stream(),
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

  /**
   * The profile's options. Keys with a dot are the engine's own properties: they become system
   * properties, unless those are set already.
   */
  static Map<String, String> profile(Optional<String> file) throws FailureException {
    return file.isPresent() ? profile(file.get()) : bundledProfile();
  }

  private static Map<String, String> profile(String file) throws FailureException {
    Properties properties = new Properties();
    Path found = Path.of(ShippedFiles.ofThisProcess().find(PathOrUri.named(file).path()));
    try (Reader reader = Files.newBufferedReader(found, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new FailureException(ExitCode.USAGE, List.of("cannot read runner profile " + file), e);
    }
    return options(properties);
  }

  /** The profile of a jar that has its runner inside; empty for others. */
  private static Map<String, String> bundledProfile() {
    Properties properties = new Properties();
    try (InputStream resource = OptionLayers.class.getResourceAsStream(BUNDLED_PROFILE)) {
      if (resource != null) {
        properties.load(resource);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return options(properties);
  }

  private static Map<String, String> options(Properties properties) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      String value = properties.getProperty(name).strip();
      if (!name.contains(".")) {
        options.put(name, value);
      } else if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    }
    return options;
  }

  /** The options that win over the pipeline file's. */
  private Set<String> overridden(Map<String, String> profile) {
    Set<String> names = new HashSet<>(profile.keySet());
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
