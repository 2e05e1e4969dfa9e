package dev.tidemark.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.cluster.JavaProcess;
import dev.tidemark.testing.cluster.SparkCluster;
import dev.tidemark.testing.oracle.Oracle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays on two executors, each in a JVM of its own: what Spark can lose between executors, it
 * does not lose in every run, and never within one JVM.
 */
@Tag("long")
class ClusterReplayIT {
  private static final int TIMES = 10;

  @TempDir private static Path shared;
  @AutoClose private static SparkCluster cluster;
  private static List<Path> input;
  private static Oracle oracle;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    input = ShippedPipelines.generate(Files.createDirectory(shared.resolve("in")));
    oracle = Oracle.over(input);
    cluster = SparkCluster.start(shared, 2);
  }

  @RepeatedTest(TIMES)
  void deduplicatedReadingsInWindowsSessionsAndOrder() throws Exception {
    replay("activity-monitor");
  }

  @RepeatedTest(TIMES)
  void sessionsInOrder() throws Exception {
    replay("next-session");
  }

  private void replay(String pipeline) throws Exception {
    Path output = folder.resolve("out");
    try (JavaProcess submission =
        cluster.submit(
            List.of("--total-executor-cores", "2"),
            List.of(
                "--pipeline=pipelines/" + pipeline + ".yaml",
                "--mode=replay",
                "--sharedFileSystem",
                "--input=" + shared.resolve("in") + "/*.json",
                "--output=" + output))) {
      int code = submission.awaitEnd();
      assertThat(code).as(submission.output()).isZero();
    }
    new Results(output).assertHolds(Engine.SPARK_REPLAY, oracle, oracle.answersOf(pipeline));
  }
}
