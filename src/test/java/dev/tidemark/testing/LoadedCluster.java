package dev.tidemark.testing;

import dev.tidemark.testing.cluster.JavaProcess;
import dev.tidemark.testing.cluster.SparkCluster;
import dev.tidemark.testing.cluster.TestCluster;
import dev.tidemark.testing.oracle.Answers;
import dev.tidemark.testing.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A cluster of two workers, readings in its HDFS, and the main job's answers. */
public record LoadedCluster(TestCluster cluster, Path input, Oracle oracle, Answers answers)
    implements AutoCloseable {
  private static final String PIPELINE = "activity-monitor";

  /** Starts it below a directory, with enough readings to fail midway. */
  public static LoadedCluster start(Path directory) throws Exception {
    Path input = Files.createDirectory(directory.resolve("in"));
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
    Oracle oracle = Oracle.over(files);
    TestCluster cluster = TestCluster.start(directory, 2);
    cluster.hdfs().put(files);
    return new LoadedCluster(cluster, input, oracle, oracle.answersOf(PIPELINE));
  }

  public SparkCluster spark() {
    return cluster.spark();
  }

  /** Submits the main job on both workers. */
  public JavaProcess submit(Path output, String... more) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--verbose",
                "--pipeline=pipelines/" + PIPELINE + ".yaml",
                "--input=" + cluster.hdfs().uri(input) + "/*.json",
                "--output=" + cluster.hdfs().uri(output)));
    args.addAll(List.of(more));
    return spark().submit(List.of("--total-executor-cores", "2"), args);
  }

  /**
   * Fails unless the output is that of an undisturbed run.
   *
   * @param copy a new directory, for a copy of the output
   */
  public void assertUndisturbed(Engine engine, Path output, Path copy) throws IOException {
    new Results(cluster.hdfs().get(output, copy)).assertHolds(engine, oracle, answers);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
