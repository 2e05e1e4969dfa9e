package dev.tidemark.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** A directory laid out as Spark's distribution is, as far as its programs need it. */
record SparkHome(Path directory) {

  static SparkHome layOut(Path directory) throws IOException {
    Path jars = Files.createDirectories(directory.resolve("jars"));
    for (Path jar : ClassPaths.spark()) {
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
    }
    return new SparkHome(directory);
  }

  /** One of Spark's programs, on loopback alone. */
  JavaProcess.Program program(
      String name, Path workingDirectory, int megabytes, String mainClass, List<String> args) {
    List<String> jvmOptions = new ArrayList<>();
    jvmOptions.add("-Xmx" + megabytes + "m");
    // As Spark's own scripts do on Java 17.
    Stream.of(JavaModuleOptions.defaultModuleOptions().split(" ")).forEach(jvmOptions::add);
    jvmOptions.add("-cp");
    jvmOptions.add(directory.resolve("jars") + "/*");
    return new JavaProcess.Program(
        name, workingDirectory, environment(), jvmOptions, mainClass, args);
  }

  private Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME",
        directory.toString(),
        "SPARK_SCALA_VERSION",
        "2.12",
        "SPARK_LOCAL_IP",
        "127.0.0.1");
  }
}
