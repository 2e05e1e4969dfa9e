package dev.tidemark.run;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;
import picocli.CommandLine;

/** Turns what is left of the options into those of Beam and its runner. */
final class RunnerOptions {
  private static final String RUNNER_HINT =
      " (each runner is on the class path of its own Maven profile: -Pdirect, -Pspark)";

  private RunnerOptions() {}

  /**
   * Parses {@code --name=value} options; of one given twice the last counts.
   *
   * @param defaults what counts where nothing is said, if the runner knows of it
   * @throws Failure if Beam does not know one, or cannot use its value
   */
  static PipelineOptions parse(List<String> args, Map<String, String> defaults) throws Failure {
    Set<String> known = names();
    Map<String, String> lastOfEach = new LinkedHashMap<>();
    defaults.forEach(
        (name, value) -> {
          if (known.contains(name)) {
            lastOfEach.put(name, "--" + name + "=" + value);
          }
        });
    List<String> problems = new ArrayList<>();
    for (String arg : args) {
      String name = Arguments.nameOf(arg);
      if (!arg.startsWith("--") || !known.contains(name)) {
        problems.add(Arguments.unknown(arg, withOwnNames(known), ownNames()));
      }
      lastOfEach.put(name, arg);
    }
    if (!problems.isEmpty()) {
      throw new Failure(ExitCode.USAGE, problems, null);
    }
    try {
      return PipelineOptionsFactory.fromArgs(lastOfEach.values().toArray(String[]::new)).create();
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, wrongValues(lastOfEach, e), e);
    }
  }

  /** Why Beam refuses an option, given as {@code --name=value}; empty if it does not. */
  static Optional<String> wrongValue(String name, String arg) {
    try {
      PipelineOptionsFactory.fromArgs(arg).create();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(firstLine(e) + (name.equals("runner") ? RUNNER_HINT : ""));
    }
  }

  static Set<String> withOwnNames(Set<String> runnerNames) {
    Set<String> all = new TreeSet<>(runnerNames);
    all.addAll(ownNames());
    return all;
  }

  /** The names of Tidemark's own options. */
  static List<String> ownNames() {
    return Arguments.names(new CommandLine(new RunOptions()));
  }

  /** Beam's message does not name the option: each is tried alone. */
  private static List<String> wrongValues(
      Map<String, String> args, IllegalArgumentException together) {
    List<String> problems = new ArrayList<>();
    args.forEach(
        (name, arg) ->
            wrongValue(name, arg).ifPresent(reason -> problems.add(arg + ": " + reason)));
    return problems.isEmpty() ? List.of(firstLine(together)) : problems;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** The properties of all option interfaces on the class path. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    addNames(PipelineOptions.class, names);
    for (PipelineOptionsRegistrar registrar : ServiceLoader.load(PipelineOptionsRegistrar.class)) {
      registrar.getPipelineOptions().forEach(options -> addNames(options, names));
    }
    return names;
  }

  private static void addNames(Class<?> options, Set<String> names) {
    for (Method method : options.getMethods()) {
      String name = method.getName();
      if (name.startsWith("set") && name.length() > 3 && method.getParameterCount() == 1) {
        names.add(name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4));
      }
    }
  }
}
