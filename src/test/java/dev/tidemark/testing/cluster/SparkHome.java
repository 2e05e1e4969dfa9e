package dev.tidemark.testing.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A directory laid out as Spark's distribution is, as far as its programs need it.
 *
 * @param hadoopConfiguration where Hadoop's files for its clients are
 */
record SparkHome(Path directory, Optional<Path> hadoopConfiguration) {
  private static final int DRIVER_MEGABYTES = 512;
  private static final Path BUNDLED_JAR = Path.of("target", "tidemark-bundled.jar");

  static SparkHome layOut(Path directory) throws IOException {
    Path jars = Files.createDirectories(directory.resolve("jars"));
    for (Path jar : ClassPaths.spark()) {
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
    }
    return new SparkHome(directory, Optional.empty());
  }

  SparkHome withHadoop(Path configuration) {
    return new SparkHome(directory, Optional.of(configuration));
  }

  /** All of Spark's jars. */
  String jars() {
    return directory.resolve("jars") + "/*";
  }

  /** One of Spark's programs, on loopback only. */
  JavaProcess.Program program(
      String name, Path workingDirectory, int megabytes, String mainClass, List<String> args) {
    List<String> jvmOptions = new ArrayList<>();
    jvmOptions.add("-Xmx" + megabytes + "m");
    // As Spark's own scripts do on Java 17, and with Hadoop's files.
    Stream.of(JavaModuleOptions.defaultModuleOptions().split(" ")).forEach(jvmOptions::add);
    jvmOptions.add("-cp");
    jvmOptions.add(
        jars() + hadoopConfiguration.map(directory -> File.pathSeparator + directory).orElse(""));
    return new JavaProcess.Program(
        name, workingDirectory, environment(), jvmOptions, mainClass, args);
  }

  /**
   * spark-submit of the bundled jar with the shipped properties, with this clone as working
   * directory.
   *
   * @param sparkOptions further options of spark-submit
   * @param args Tidemark's own
   */
  JavaProcess submit(String master, List<String> sparkOptions, List<String> args)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("--master", master));
    all.addAll(List.of("--properties-file", "runner-profiles/spark-cluster.conf"));
    all.addAll(List.of("--executor-memory", "512m", "--conf", "spark.ui.enabled=false"));
    String jvmOptions = ".defaultJavaOptions=" + String.join(" ", JavaProcess.SHORT_LIVED);
    all.addAll(
        List.of("--conf", "spark.executor" + jvmOptions, "--conf", "spark.driver" + jvmOptions));
    all.addAll(sparkOptions);
    all.add(BUNDLED_JAR.toString());
    all.addAll(args);
    Path here = Path.of("").toAbsolutePath();
    String mainClass = "org.apache.spark.deploy.SparkSubmit";
    return program("spark-submit", here, DRIVER_MEGABYTES, mainClass, all).start();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("SPARK_HOME", directory.toString());
    environment.put("SPARK_SCALA_VERSION", "2.12");
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    hadoopConfiguration.ifPresent(it -> environment.put("HADOOP_CONF_DIR", it.toString()));
    return environment;
  }
}
