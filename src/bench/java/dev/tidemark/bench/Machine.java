package dev.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all contenders run with: one Java, one heap, the packages that Spark needs open.
 *
 * @param heap the largest heap of a contender, such as {@code 4g}
 * @param limit how long a contender may run
 * @param home the project's directory
 */
record Machine(String heap, Duration limit, Path home) {
  private static final Pattern LIBRARIES =
      Pattern.compile("/(beam-sdks-java-core|spark-sql_2\\.12|duckdb_jdbc)-([0-9.]+)\\.jar");

  Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  Path java() {
    return javaHome().resolve("bin/java");
  }

  Machine withHeap(String other) {
    return new Machine(other, limit, home);
  }

  /**
   * The benchmark's own classes, and none of Tidemark's: a contender may be an earlier build. Java
   * archives classes of jars alone, so it is one.
   */
  Path harness() {
    return home.resolve("target/bench/harness.jar");
  }

  /** The class path of Tidemark, the benchmark and all libraries. */
  String classpathOfAll() throws IOException {
    return home.resolve("target/bench/classes") + ":" + benchLibraries();
  }

  private String benchLibraries() throws IOException {
    return Files.readString(home.resolve("target/bench/bench.classpath")).trim();
  }

  /** Makes {@link #harness} of what Maven has compiled. */
  void packHarness() throws IOException {
    Path classes = home.resolve("target/bench/classes");
    try (Stream<Path> found = Files.walk(classes.resolve("dev/tidemark/bench"));
        JarOutputStream jar = new JarOutputStream(Files.newOutputStream(harness()))) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
  }

  /** An empty file, for contenders to read as standard input. */
  Path nothing() {
    return Path.of("/dev/null");
  }

  /** Options of Java that all contenders share. */
  List<String> sharedOptions() {
    return List.of("-Xmx" + heap, "-Duser.timezone=UTC");
  }

  /** The shared options, and what {@code ./tidemark} opens to Beam and Spark by itself. */
  List<String> jvmOptions() {
    List<String> options = new ArrayList<>(sharedOptions());
    try {
      Files.readAllLines(home.resolve(".mvn/jvm.config")).stream()
          .filter(option -> option.startsWith("--add-opens=java.base/"))
          .forEach(options::add);
    } catch (IOException e) {
      throw new BenchmarkException("no .mvn/jvm.config in " + home + ": " + e.getMessage());
    }
    return options;
  }

  /** The day, the commit, the machine and the versions. */
  String describe() throws IOException, InterruptedException {
    return LocalDate.now(ZoneOffset.UTC)
        + ", "
        + commit()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, "
        + processor()
        + ", Java "
        + Runtime.version()
        + ", "
        + libraries()
        + ", -Xmx"
        + heap;
  }

  private String commit() throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty")
            .directory(home.toFile())
            .start();
    String commit = new String(git.getInputStream().readAllBytes(), UTF_8).trim();
    return git.waitFor() == 0 ? commit : "unknown commit";
  }

  /** The versions of what runs the contenders, by the names of the jars. */
  private String libraries() throws IOException {
    return LIBRARIES
        .matcher(benchLibraries())
        .results()
        .map(jar -> jar.group(1) + " " + jar.group(2))
        .distinct()
        .collect(Collectors.joining(", "));
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
