package dev.tidemark.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.DuckDb;
import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.cluster.JavaProcess;
import dev.tidemark.testing.cluster.TestCluster;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Rows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled jar, given to spark-submit, on a master and two workers, with files in HDFS. */
class ClusterIT {
  private static final List<String> BOTH_WORKERS = List.of("--total-executor-cores", "2");

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
  void answersManyFilesInHdfsAsTheOracleAndTheDirectRunnerDo() throws Exception {
    Path output = folder.resolve("missing/out");

    String printed =
        submit(
            0,
            BOTH_WORKERS,
            pipeline("activity-monitor"),
            manySmallFilesInHdfs(),
            "--output=" + cluster.hdfs().uri(output),
            "--outputShards=3");

    assertThat(printed).contains("tidemark: activity-monitor on SparkRunner, batch: 7 files");
    Results results = assertAnswers(Engine.SPARK_BATCH, "activity-monitor", manySmallFiles, output);
    assertRowsOfDirect(Engine.SPARK_BATCH, results);
    assertThat(results.parts("counts")).hasSize(3);
    assertThat(cluster.hdfs().listing(output.getParent())).noneMatch(it -> it.contains("staging"));
  }

  /** Executors in JVMs of their own can lose what one JVM never loses. */
  @Test
  void answersAReplayAsTheOracleAndTheDirectRunnerDo() throws Exception {
    Path output = folder.resolve("out");

    submit(
        0,
        BOTH_WORKERS,
        pipeline("activity-monitor"),
        "--mode=replay",
        manySmallFilesInHdfs(),
        "--output=" + cluster.hdfs().uri(output));

    assertRowsOfDirect(
        Engine.SPARK_REPLAY,
        assertAnswers(Engine.SPARK_REPLAY, "activity-monitor", manySmallFiles, output));
  }

  @Test
  void answersOneFileInRangesAsTheOracleDoes() throws Exception {
    Path large = concatenate(manySmallFiles, folder.resolve("large.json"));
    cluster.hdfs().put(List.of(large));
    Path output = folder.resolve("out");

    submit(
        0,
        BOTH_WORKERS,
        pipeline("deduplicated-counts"),
        "--input=" + cluster.hdfs().uri(large),
        "--output=" + cluster.hdfs().uri(output));

    assertAnswers(Engine.SPARK_BATCH, "deduplicated-counts", List.of(large), output);
  }

  /** With the libraries that Spark brings: the jar has none of Parquet. */
  @Test
  void writesParquetIntoHdfs() throws Exception {
    Path pipeline =
        Files.writeString(
            folder.resolve("parquet.yaml"),
            Files.readString(Path.of("pipelines/tumbling-counts-by-user.yaml"))
                .replace("WriteToJson", "WriteToParquet")
                .replace("path: results", "path: results\n        compression: zstd"));
    Path output = folder.resolve("out");

    submit(
        0,
        BOTH_WORKERS,
        "--pipeline=" + pipeline,
        manySmallFilesInHdfs(),
        "--output=" + cluster.hdfs().uri(output),
        "--outputShards=2");

    Path copy = cluster.hdfs().get(output, folder.resolve("copy"));
    assertThat(new Results(copy).parts("results")).hasSize(2);
    String time = "strftime(%s at time zone 'UTC', '%%Y-%%m-%%dT%%H:%%M:%%S.%%gZ') as %1$s";
    Rows.assertSame(
        "results",
        DuckDb.rows(
            "select %s, %s, \"User\", count from '%s/results/*.parquet'"
                .formatted(time.formatted("window_start"), time.formatted("window_end"), copy)),
        Oracle.over(manySmallFiles).answersOf("tumbling-counts-by-user").of("results"));
  }

  @Test
  void aDriverInsideTheClusterTakesItsPipelineFileFromHdfs() throws Exception {
    Path pipeline =
        Files.copy(Path.of("pipelines/late-data.yaml"), folder.resolve("late-data.yaml"));
    cluster.hdfs().put(List.of(pipeline));
    Path output = folder.resolve("out");

    submit(
        0,
        List.of(
            "--deploy-mode=cluster",
            "--driver-memory=512m",
            "--total-executor-cores=1",
            "--conf=spark.standalone.submit.waitAppCompletion=true"),
        "--pipeline=" + cluster.hdfs().uri(pipeline),
        "--sharedFileSystem",
        "--input=" + Path.of("data/activity").toAbsolutePath() + "/*.json",
        "--output=" + output);

    Oracle oracle = Oracle.over(ShippedPipelines.sample());
    new Results(output).assertHolds(Engine.SPARK_BATCH, oracle, oracle.answersOf("late-data"));
  }

  @Test
  void aWrongPipelineFileEndsSparkSubmitWith64() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "pipeline: {}\n");

    String printed = submit(64, BOTH_WORKERS, "--pipeline=" + wrong);

    assertThat(printed).contains("tidemark: " + wrong + ":1:");
  }

  @Test
  void pathsThatTheExecutorsDoNotSeeAreRefused() throws Exception {
    String printed = submit(64, BOTH_WORKERS, pipeline("activity-monitor"));

    assertThat(printed)
        .contains("tidemark: input data/activity/*.json is on this machine's disk")
        .contains("tidemark: output out/activity-monitor is on this machine's disk")
        .contains(cluster.spark().master())
        .contains("--sharedFileSystem");
  }

  @Test
  void noInputInHdfsEndsSparkSubmitWith66() throws Exception {
    Path none = shared.resolve("none");
    String input = cluster.hdfs().uri(none) + "/*.json";

    String printed =
        submit(
            66,
            BOTH_WORKERS,
            pipeline("activity-monitor"),
            "--input=" + input,
            "--output=" + cluster.hdfs().uri(folder));

    assertThat(printed).contains("tidemark: no input matches " + input);
    assertThat(cluster.hdfs().listing(folder)).isEmpty();
  }

  private static String manySmallFilesInHdfs() {
    return "--input=" + cluster.hdfs().uri(shared.resolve("in")) + "/*.json";
  }

  private static String pipeline(String name) {
    return "--pipeline=pipelines/" + name + ".yaml";
  }

  private static String submit(int exitCode, List<String> sparkOptions, String... args)
      throws Exception {
    try (JavaProcess submission = cluster.spark().submit(sparkOptions, List.of(args))) {
      int code = submission.awaitEnd();
      assertThat(code).as(submission.output()).isEqualTo(exitCode);
      return submission.output();
    }
  }

  private Results assertAnswers(Engine engine, String pipeline, List<Path> input, Path output)
      throws IOException {
    Results results = new Results(cluster.hdfs().get(output, folder.resolve("copy")));
    Oracle oracle = Oracle.over(input);
    results.assertHolds(engine, oracle, oracle.answersOf(pipeline));
    return results;
  }

  /** Fails unless the Direct runner gives the same rows for the same files. */
  private void assertRowsOfDirect(Engine engine, Results results) throws IOException {
    Results direct =
        Engine.DIRECT_BATCH.run(
            "pipelines/activity-monitor.yaml", manySmallFiles, folder.resolve("direct"));
    assertThat(results.sinks()).isEqualTo(direct.sinks());
    for (String sink : direct.sinks()) {
      Rows.assertSame(sink, engine.finalRows(results, sink), direct.rows(sink));
    }
  }

  private static Path concatenate(List<Path> files, Path target) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      for (Path file : files) {
        Files.copy(file, out);
      }
    }
    return target;
  }
}
