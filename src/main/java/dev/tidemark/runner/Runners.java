package dev.tidemark.runner;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The runners that Tidemark has an adapter for. */
public final class Runners {
  private static final List<RunnerAdapter> ALL =
      ServiceLoader.load(RunnerAdapter.class, Runners.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private Runners() {}

  /**
   * Finds the adapter of a runner.
   *
   * @param name the simple name of Beam's runner class
   * @return empty for a runner that can only run batch
   */
  public static Optional<RunnerAdapter> named(String name) {
    return ALL.stream().filter(adapter -> adapter.runnerNames().contains(name)).findFirst();
  }

  /** The titles of the runners that have streams, such as {@code Direct} and {@code Spark}. */
  public static String titles() {
    return ALL.stream().map(RunnerAdapter::title).sorted().collect(joining(" and "));
  }

  /** What is known of the options of each runner. */
  public static Stream<OptionRules> optionRules() {
    return ALL.stream().map(RunnerAdapter::optionRules);
  }

  /** The cluster's launcher that has started this process, if any. */
  public static Optional<ClusterLauncher> launcher() {
    return ALL.stream().flatMap(adapter -> adapter.launcher().stream()).findFirst();
  }

  /** The address of the cluster that the options or the launcher name. */
  public static Optional<String> cluster(List<String> options) {
    return ALL.stream().flatMap(adapter -> adapter.cluster(options).stream()).findFirst();
  }

  /** The defaults of every runner's options. */
  public static Map<String, String> runnerDefaults(
      StreamState state, StreamPace pace, List<String> given) {
    Map<String, String> defaults = new LinkedHashMap<>();
    ALL.forEach(adapter -> defaults.putAll(adapter.runnerDefaults(state, pace, given)));
    return defaults;
  }

  /** Hadoop's properties among those of every runner's engine. */
  public static Map<String, String> hadoopProperties(Map<String, String> engineProperties) {
    Map<String, String> properties = new LinkedHashMap<>();
    ALL.forEach(adapter -> properties.putAll(adapter.hadoopProperties(engineProperties)));
    return properties;
  }

  /** Whether a runner reports only that it has stopped, and not the failure that stopped it. */
  public static boolean hidesCause(Throwable failure) {
    return ALL.stream().anyMatch(adapter -> adapter.hidesCause(failure));
  }
}
