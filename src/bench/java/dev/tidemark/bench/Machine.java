package dev.tidemark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What all contenders run with: one Java, one heap, the packages that Spark needs open.
 *
 * @param heap the largest heap of a contender, such as {@code 4g}
 * @param home the project's directory
 */
record Machine(String heap, Path home) {
  Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** Where the contenders' own classes lie. */
  Path benchClasses() {
    return home.resolve("target/bench/classes");
  }

  /** An empty file, for contenders to read as standard input. */
  Path nothing() {
    return Path.of("/dev/null");
  }

  List<String> jvmOptions() {
    List<String> options = new ArrayList<>(List.of("-Xmx" + heap, "-Duser.timezone=UTC"));
    try {
      Files.readAllLines(home.resolve(".mvn/jvm.config")).stream()
          .filter(option -> option.startsWith("--add-opens=java.base/"))
          .forEach(options::add);
    } catch (IOException e) {
      throw new BenchmarkException("no .mvn/jvm.config in " + home + ": " + e.getMessage());
    }
    return options;
  }

  String describe() throws IOException {
    return Runtime.getRuntime().availableProcessors()
        + " cores, "
        + processor()
        + ", "
        + System.getProperty("os.name")
        + ", Java "
        + Runtime.version()
        + ", -Xmx"
        + heap;
  }

  private static String processor() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.exists(file)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
