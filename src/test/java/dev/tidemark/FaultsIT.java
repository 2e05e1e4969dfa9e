package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cluster.JavaProcess;
import dev.tidemark.cluster.TestCluster;
import dev.tidemark.oracle.Answers;
import dev.tidemark.oracle.Oracle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run that loses an executor and a host in its middle. */
@Tag("long")
class FaultsIT {
  private static final Pattern AT_WORK = Pattern.compile("tidemark: [1-9][0-9,]* readings parsed");
  private static final String PIPELINE = "activity-monitor";

  @TempDir private static Path shared;
  @AutoClose private static TestCluster cluster;
  private static Oracle oracle;
  private static Answers answers;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    Path input = Files.createDirectory(shared.resolve("in"));
    Outcome.of(
            "generate",
            "--output=" + input,
            "--rows=300000",
            "--files=6",
            "--seed=43",
            "--malformed=500",
            "--duplicates=3000",
            "--late=2500")
        .endsWith(0);
    List<Path> files = ShippedPipelines.files(input);
    oracle = Oracle.over(files);
    answers = oracle.answersOf(PIPELINE);
    cluster = TestCluster.start(shared, 2);
    cluster.hdfs().put(files);
  }

  @RepeatedTest(5)
  void aBatchRunThatLosesAnExecutorAndAWorkerHasTheSameRows() throws Exception {
    Path output = folder.resolve("out");
    try (JavaProcess submission = submit(output)) {
      submission.awaitLine(AT_WORK);
      JavaProcess lost = cluster.spark().workers().get(0);
      ProcessHandle executor = cluster.spark().workers().get(1).children().get(0);
      executor.destroyForcibly();
      executor.onExit().join();
      lost.kill();

      int code = submission.awaitEnd();

      assertThat(code).as(submission.output()).isZero();
      assertThat(submission.output()).contains("Lost executor");
    } finally {
      cluster.spark().startWorker();
    }
    new Results(cluster.hdfs().get(output, folder.resolve("copy")))
        .assertHolds(Engine.SPARK_BATCH, oracle, answers);
    assertThat(cluster.hdfs().listing(output)).noneMatch(path -> path.contains("staging"));
  }

  private static JavaProcess submit(Path output) throws Exception {
    return cluster
        .spark()
        .submit(
            List.of("--total-executor-cores", "2"),
            List.of(
                "--verbose",
                "--pipeline=pipelines/" + PIPELINE + ".yaml",
                "--input=" + cluster.hdfs().uri(shared.resolve("in")) + "/*.json",
                "--output=" + cluster.hdfs().uri(output)));
  }
}
