package dev.tidemark.output;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.storage.PathOrUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a run reads and writes. */
public record RunPaths(List<PathOrUri> input, PathOrUri output, Optional<PathOrUri> checkpoint) {

  /**
   * Parses paths as a user writes them.
   *
   * @throws FailureException if one is invalid
   */
  public static RunPaths of(List<String> input, String output, Optional<String> checkpoint)
      throws FailureException {
    List<PathOrUri> globs = new ArrayList<>();
    for (String glob : input) {
      globs.add(PathOrUri.glob(glob));
    }
    Optional<PathOrUri> kept = Optional.empty();
    if (checkpoint.isPresent()) {
      kept = Optional.of(PathOrUri.directory(checkpoint.get()));
    }
    return new RunPaths(globs, PathOrUri.directory(output), kept);
  }

  /** The same paths for executors that have this machine's files but another working directory. */
  public RunPaths absolute() {
    return new RunPaths(
        input.stream().map(PathOrUri::absolute).toList(),
        output.absolute(),
        checkpoint.map(PathOrUri::absolute));
  }

  public List<PathOrUri> all() {
    List<PathOrUri> all = new ArrayList<>(input);
    all.add(output);
    checkpoint.ifPresent(all::add);
    return all;
  }

  /**
   * Checks that executors on other hosts see the paths.
   *
   * @param cluster the master's address, if the run is on a cluster
   * @throws FailureException with each path that only this machine has
   */
  public void checkSeenBy(Optional<String> cluster) throws FailureException {
    if (cluster.isEmpty()) {
      return;
    }
    List<String> problems = new ArrayList<>();
    input.forEach(path -> check("input", path, cluster.get(), problems));
    check("output", output, cluster.get(), problems);
    checkpoint.ifPresent(path -> check("checkpoint", path, cluster.get(), problems));
    if (!problems.isEmpty()) {
      throw new FailureException(ExitCode.USAGE, problems, null);
    }
  }

  private static void check(String what, PathOrUri path, String master, List<String> problems) {
    if (path.isLocal()) {
      problems.add(
          what
              + " "
              + path
              + " is on this machine's disk, which the executors of "
              + master
              + " do not see; name a place that they do, such as hdfs://..., or use"
              + " --sharedFileSystem if all hosts have the same there");
    }
  }
}
