package dev.tidemark.testing.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One of Hadoop's programs, in its own JVM and with its log on stdout. */
final class HadoopProgram {
  private HadoopProgram() {}

  /**
   * Names it.
   *
   * @param directory where it writes
   * @param main a class, or a source file
   */
  static JavaProcess.Program in(Path directory, String main, List<String> args) throws IOException {
    Path logging =
        Files.writeString(
            directory.resolve("log4j.properties"),
            """
            log4j.rootLogger=INFO, out
            log4j.appender.out=org.apache.log4j.ConsoleAppender
            log4j.appender.out.layout=org.apache.log4j.PatternLayout
            log4j.appender.out.layout.ConversionPattern=%p %c: %m%n
            """);
    String classPath =
        ClassPaths.hadoop().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    return new JavaProcess.Program(
        main,
        directory,
        Map.of("JAVA_HOME", System.getProperty("java.home")),
        List.of(
            "-Xmx256m",
            // For YARN's pages.
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Dlog4j.configuration=" + logging.toUri(),
            "-cp",
            classPath),
        main,
        args);
  }
}
