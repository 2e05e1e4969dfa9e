package dev.tidemark.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Engine;
import dev.tidemark.testing.LoadedCluster;
import dev.tidemark.testing.cluster.JavaProcess;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Runs that lose executors and hosts midway. */
@Tag("long")
@Tag("faults")
class FaultsIT {
  private static final int TIMES = 5;

  /** Spark's own word for it: a run may end before Tidemark reports its progress. */
  private static final Pattern AT_WORK = Pattern.compile("Starting task .* executor 1,");

  /** Some twenty seconds, however fast the machine is. */
  private static final String SPEED = "--speed=5000";

  @TempDir private static Path shared;
  @AutoClose private static LoadedCluster cluster;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    cluster = LoadedCluster.start(shared);
  }

  @RepeatedTest(TIMES)
  void aBatchRunThatLosesAnExecutorAndAWorkerHasTheSameRows() throws Exception {
    Path output = folder.resolve("out");
    try (JavaProcess submission = cluster.submit(output)) {
      submission.awaitLine(AT_WORK);
      killExecutor(1);
      killWorker();
      assertEnds(submission);
    } finally {
      cluster.spark().startWorker();
    }
    cluster.assertUndisturbed(Engine.SPARK_BATCH, output, folder.resolve("copy"));
    assertThat(cluster.cluster().hdfs().listing(output))
        .noneMatch(path -> path.contains("staging"));
  }

  @RepeatedTest(TIMES)
  void aReplayThatLosesAnExecutorHasTheSameRows() throws Exception {
    Path output = folder.resolve("out");
    try (JavaProcess submission = cluster.submit(output, "--mode=replay", SPEED)) {
      submission.awaitLine(AT_WORK);
      killExecutor(0);
      assertEnds(submission);
    }
    cluster.assertUndisturbed(Engine.SPARK_REPLAY, output, folder.resolve("copy"));
  }

  @RepeatedTest(TIMES)
  void aReplayThatLosesAWorkerHasTheSameRows() throws Exception {
    Path output = folder.resolve("out");
    try (JavaProcess submission = cluster.submit(output, "--mode=replay", SPEED)) {
      submission.awaitLine(AT_WORK);
      killWorker();
      assertEnds(submission);
    } finally {
      cluster.spark().startWorker();
    }
    cluster.assertUndisturbed(Engine.SPARK_REPLAY, output, folder.resolve("copy"));
  }

  private static void killExecutor(int worker) {
    ProcessHandle executor = cluster.spark().workers().get(worker).children().get(0);
    executor.destroyForcibly();
    executor.onExit().join();
  }

  /** Kills a worker with its executor. */
  private static void killWorker() {
    cluster.spark().workers().get(0).kill();
  }

  private static void assertEnds(JavaProcess submission) throws InterruptedException {
    int code = submission.awaitEnd();
    assertThat(code).as(submission.output()).isZero();
    assertThat(submission.output()).contains("Lost executor");
  }
}
