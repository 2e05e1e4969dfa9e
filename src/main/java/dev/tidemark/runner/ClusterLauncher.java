package dev.tidemark.runner;

import dev.tidemark.exit.FailureException;
import java.util.List;

/** A cluster's own program that has started this process, such as spark-submit. */
public interface ClusterLauncher {
  /**
   * Puts defaults for a cluster before the given options, so that the given ones win.
   *
   * @param options {@code --name=value} options of Beam and its runner
   * @throws FailureException if an option contradicts the launcher
   */
  List<String> complete(List<String> options) throws FailureException;

  /** Says how a user gives a run more memory, as the end of a sentence. */
  String memoryOptions();
}
