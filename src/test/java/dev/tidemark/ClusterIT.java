package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cluster.JavaProcess;
import dev.tidemark.cluster.TestCluster;
import dev.tidemark.oracle.Oracle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled jar, given to spark-submit, on a master and two workers, with files in HDFS. */
class ClusterIT {
  private static final String MONITOR = "--pipeline=pipelines/activity-monitor.yaml";

  @TempDir private static Path shared;
  @AutoClose private static TestCluster cluster;
  private static List<Path> manySmallFiles;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    manySmallFiles = ShippedPipelines.generate(Files.createDirectory(shared.resolve("in")));
    cluster = TestCluster.start(shared, 2);
    cluster.hdfs().put(manySmallFiles);
  }

  @Test
  void answersFilesInHdfsAsTheOracleDoes() throws Exception {
    Path output = folder.resolve("missing/out");

    submit(
        0,
        MONITOR,
        "--input=" + cluster.hdfs().uri(shared.resolve("in")) + "/*.json",
        "--output=" + cluster.hdfs().uri(output),
        "--outputShards=3");

    Results results = resultsOf(output);
    Oracle oracle = Oracle.over(manySmallFiles);
    results.assertHolds(oracle, oracle.answersOf("activity-monitor"));
    assertThat(results.parts("counts")).hasSize(3);
    assertThat(cluster.hdfs().listing(output)).noneMatch(path -> path.contains("staging"));
  }

  @Test
  void aWrongPipelineFileEndsSparkSubmitWith64() throws Exception {
    Path pipeline = Files.writeString(folder.resolve("wrong.yaml"), "pipeline: {}\n");

    String printed =
        submit(64, "--pipeline=" + pipeline, "--input=hdfs://none/in", "--output=hdfs://none/out");

    assertThat(printed).contains("tidemark: " + pipeline + ":1:");
  }

  private static String submit(int exitCode, String... args) throws Exception {
    return submit(exitCode, List.of("--total-executor-cores", "2"), args);
  }

  private static String submit(int exitCode, List<String> sparkOptions, String... args)
      throws Exception {
    try (JavaProcess submission = cluster.spark().submit(sparkOptions, List.of(args))) {
      int code = submission.awaitEnd();
      assertThat(code).as(submission.output()).isEqualTo(exitCode);
      return submission.output();
    }
  }

  private static Results resultsOf(Path output) throws Exception {
    return new Results(cluster.hdfs().get(output));
  }
}
