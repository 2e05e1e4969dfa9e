package dev.tidemark.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.cluster.Hdfs;
import dev.tidemark.testing.cluster.JavaProcess;
import dev.tidemark.testing.cluster.YarnCluster;
import dev.tidemark.testing.oracle.Oracle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled jar, given to spark-submit, on YARN, with files in the HDFS that is its default. */
@Tag("long")
class YarnIT {
  private static final String PIPELINE = "activity-monitor";

  @TempDir private static Path shared;
  @AutoClose private static Hdfs hdfs;
  @AutoClose private static YarnCluster yarn;
  private static List<Path> files;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    files = ShippedPipelines.generate(Files.createDirectory(shared.resolve("in")));
    hdfs = Hdfs.start(shared.resolve("hdfs"));
    hdfs.put(files);
    yarn = YarnCluster.start(Files.createDirectory(shared.resolve("yarn")), hdfs);
  }

  @Test
  void aDriverInTheClusterAnswersAsTheOracleDoes() throws Exception {
    assertAnswers(
        Engine.SPARK_BATCH,
        List.of("--deploy-mode=cluster", "--files=pipelines/" + PIPELINE + ".yaml"),
        "--pipeline=" + PIPELINE + ".yaml");
  }

  @Test
  void aReplayWithItsDriverHereAnswersAsTheOracleDoes() throws Exception {
    assertAnswers(
        Engine.SPARK_REPLAY,
        List.of(),
        "--mode=replay",
        "--pipeline=pipelines/" + PIPELINE + ".yaml");
  }

  @Test
  void aWrongPipelineFileFailsTheApplication() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "pipeline: {}\n");

    submit(64, List.of(), "--pipeline=" + wrong);
    String printed =
        submit(1, List.of("--deploy-mode=cluster", "--files=" + wrong), "--pipeline=wrong.yaml");

    assertThat(printed).contains("exitCode: 64");
  }

  private static String submit(int exitCode, List<String> sparkOptions, String... args)
      throws Exception {
    List<String> options = new ArrayList<>(List.of("--num-executors=2", "--driver-memory=512m"));
    options.addAll(sparkOptions);
    try (JavaProcess submission = yarn.submit(options, List.of(args))) {
      int code = submission.awaitEnd();
      assertThat(code).as(submission.output()).isEqualTo(exitCode);
      return submission.output();
    }
  }

  private void assertAnswers(Engine engine, List<String> sparkOptions, String... more)
      throws Exception {
    Path output = folder.resolve("out");
    List<String> args = new ArrayList<>(List.of(more));
    args.add("--input=hdfs://" + shared.resolve("in") + "/*.json");
    args.add("--output=hdfs://" + output);
    submit(0, sparkOptions, args.toArray(String[]::new));
    Oracle oracle = Oracle.over(files);
    new Results(hdfs.get(output, folder.resolve("copy")))
        .assertHolds(engine, oracle, oracle.answersOf(PIPELINE));
  }
}
