package dev.tidemark.testing.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A YARN on this machine: a resource manager and a node manager, whose default is an HDFS. */
public final class YarnCluster implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("YARN is ready");

  private final JavaProcess process;
  private final SparkHome home;

  private YarnCluster(JavaProcess process, SparkHome home) {
    this.process = process;
    this.home = home;
  }

  /**
   * Starts it.
   *
   * @param directory an empty directory for all that it and Spark write
   */
  public static YarnCluster start(Path directory, Hdfs hdfs)
      throws IOException, InterruptedException {
    Path configuration = Files.createDirectories(directory.resolve("conf"));
    SparkHome home = SparkHome.layOut(directory.resolve("spark")).withHadoop(configuration);
    Path program = Path.of("src/test/cluster/hadoop/Yarn.java").toAbsolutePath();
    List<String> args = List.of(hdfs.uri(), configuration.toString());
    JavaProcess process = HadoopProgram.in(directory, program.toString(), args).start();
    try {
      process.awaitLine(STARTED);
      return new YarnCluster(process, home);
    } catch (InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /**
   * Submits the bundled jar, with this clone as working directory.
   *
   * @param sparkOptions options of spark-submit in addition to the master and the shipped
   *     properties
   * @param args Tidemark's own
   */
  public JavaProcess submit(List<String> sparkOptions, List<String> args) throws IOException {
    // Spark's jars are there for all containers, so none is sent.
    List<String> all = new ArrayList<>(List.of("--conf", "spark.yarn.jars=local:" + home.jars()));
    all.addAll(List.of("--conf", "spark.yarn.appMasterEnv.SPARK_LOCAL_IP=127.0.0.1"));
    all.addAll(List.of("--conf", "spark.executorEnv.SPARK_LOCAL_IP=127.0.0.1"));
    all.addAll(sparkOptions);
    return home.submit("yarn", all, args);
  }

  @Override
  public void close() {
    process.close();
  }
}
