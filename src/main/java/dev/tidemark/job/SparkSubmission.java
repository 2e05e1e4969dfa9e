package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What spark-submit has decided already, where that has started this process. */
public final class SparkSubmission {
  private static final String MASTER_OPTION = "--sparkMaster=";

  /**
   * What several steps read may be larger than the executors' memory. By the runner's own default
   * the rest would then be computed again for each step; measured, that is more than twice the
   * work. It is kept as bytes: else Beam decodes in place what comes back from disk, and it grows
   * beyond what Spark has reckoned with.
   */
  private static final List<String> DEFAULTS =
      List.of("--runner=SparkRunner", "--storageLevel=MEMORY_AND_DISK_SER");

  private final Optional<String> master;

  static SparkSubmission to(Optional<String> master) {
    return new SparkSubmission(master);
  }

  private SparkSubmission(Optional<String> master) {
    this.master = master;
  }

  /** Reads Spark's system properties; in each deploy mode spark-submit has set them by now. */
  public static SparkSubmission ofThisProcess() {
    return to(Optional.ofNullable(System.getProperty("spark.master")));
  }

  /** Whether spark-submit, and not a person or Maven, has started this process. */
  public boolean isPresent() {
    return master.isPresent();
  }

  /**
   * The options for the runner, with defaults for a cluster ahead of those that are given.
   *
   * <p>Which jars the executors get is left to spark-submit: it hands them this one, and those of
   * its options {@code --jars} and {@code --packages}. The runner's {@code filesToStage} would
   * replace them all.
   *
   * @throws FailureException if they name a master as well
   */
  List<String> complete(List<String> forRunner) throws FailureException {
    if (master.isEmpty()) {
      return forRunner;
    }
    if (option(forRunner).isPresent()) {
      throw new FailureException(
          ExitCode.USAGE,
          "the master is the one of spark-submit, "
              + master.get()
              + "; leave out sparkMaster on the command line and in the runner profile");
    }
    List<String> options = new ArrayList<>(DEFAULTS);
    options.addAll(forRunner);
    return options;
  }

  /** The master of a cluster: its executors may run on other machines than this one. */
  Optional<String> cluster(List<String> forRunner) {
    return master.or(() -> option(forRunner)).filter(url -> !url.startsWith("local"));
  }

  private static Optional<String> option(List<String> forRunner) {
    return forRunner.stream()
        .filter(arg -> arg.startsWith(MASTER_OPTION))
        .reduce((first, last) -> last)
        .map(arg -> arg.substring(MASTER_OPTION.length()));
  }
}
