package dev.tidemark.run;

import dev.tidemark.spec.OptionCheck;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;

/**
 * Options from three places: the command line wins over the runner profile, and that over the
 * pipeline file.
 */
final class Layers {
  private final List<String> commandLine;

  Layers(List<String> commandLine) {
    this.commandLine = commandLine;
  }

  /** What the command line alone says: enough to find the two files. */
  RunOptions commandLineAlone() throws Failure {
    return parse(commandLine);
  }

  /** Checks the options of the pipeline file, which the command line and the profile win over. */
  OptionCheck checkOfFile(Map<String, String> profile) {
    return new FileOptions(overridden(profile));
  }

  /** What all three say together. */
  RunOptions all(Map<String, String> pipelineFile, Map<String, String> profile) throws Failure {
    List<String> weakestFirst = new ArrayList<>();
    pipelineFile.forEach((name, value) -> weakestFirst.add("--" + name + "=" + value));
    profile.forEach((name, value) -> weakestFirst.add("--" + name + "=" + value));
    weakestFirst.addAll(commandLine);
    RunOptions options = parse(weakestFirst);
    Set<String> ofFile = new HashSet<>(pipelineFile.keySet());
    ofFile.removeAll(overridden(profile));
    List<String> problems =
        options.problems().stream()
            .map(
                problem ->
                    ofFile.contains(problem.name())
                        ? problem.ofPipelineFile()
                        : problem.onCommandLine())
            .toList();
    if (!problems.isEmpty()) {
      throw new Failure(ExitCode.USAGE, problems, null);
    }
    return options;
  }

  /**
   * The profile's options. Keys with a dot are the engine's own properties: they go to the system
   * properties, where they do not replace what is set there.
   */
  static Map<String, String> profile(String file) throws Failure {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, List.of("cannot read runner profile " + file), e);
    }
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
    commandLine.forEach(arg -> names.add(Arguments.nameOf(arg)));
    return names;
  }

  private static RunOptions parse(List<String> args) throws Failure {
    RunOptions options = new RunOptions();
    Arguments.fill(new CommandLine(options), args);
    return options;
  }
}
