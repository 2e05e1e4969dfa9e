package dev.tidemark.runner.spark;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.runner.ClusterLauncher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What spark-submit has decided already, if it has started this process. */
final class SparkSubmission implements ClusterLauncher {
  private static final String MASTER_OPTION = "--sparkMaster=";

  private static final String RUNNER = "--runner=SparkRunner";

  private final Optional<String> master;

  static SparkSubmission to(Optional<String> master) {
    return new SparkSubmission(master);
  }

  private SparkSubmission(Optional<String> master) {
    this.master = master;
  }

  /** Reads what spark-submit has set, in each deploy mode, before it starts Tidemark. */
  static SparkSubmission ofThisProcess() {
    return to(SparkProperties.submittedMaster());
  }

  /** Whether spark-submit, and not a person or Maven, has started this process. */
  boolean isPresent() {
    return master.isPresent();
  }

  /**
   * Adds the runner and the defaults for a cluster.
   *
   * <p>Which jars the executors get is left to spark-submit: it gives them this one, and those of
   * its options {@code --jars} and {@code --packages}. The runner's {@code filesToStage} would
   * replace them all.
   *
   * @throws FailureException if the options name a master too
   */
  @Override
  public List<String> complete(List<String> runnerArguments) throws FailureException {
    if (master.isEmpty()) {
      return runnerArguments;
    }
    if (option(runnerArguments).isPresent()) {
      throw new FailureException(
          ExitCode.USAGE,
          "the master is the one of spark-submit, "
              + master.get()
              + "; leave out sparkMaster on the command line and in the runner profile");
    }
    List<String> options = new ArrayList<>(List.of(RUNNER));
    options.addAll(runnerArguments);
    return options;
  }

  @Override
  public String memoryOptions() {
    return "with spark-submit's --driver-memory and --executor-memory";
  }

  /** The master of a cluster: its executors may run on other machines than this one. */
  Optional<String> cluster(List<String> runnerArguments) {
    return master.or(() -> option(runnerArguments)).filter(url -> !url.startsWith("local"));
  }

  private static Optional<String> option(List<String> runnerArguments) {
    return runnerArguments.stream()
        .filter(arg -> arg.startsWith(MASTER_OPTION))
        .reduce((first, last) -> last)
        .map(arg -> arg.substring(MASTER_OPTION.length()));
  }
}
