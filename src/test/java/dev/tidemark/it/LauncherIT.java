package dev.tidemark.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.Tidemark;
import dev.tidemark.testing.Results;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./tidemark}: when it compiles, and what it starts. In place of Maven a script takes what
 * this build has compiled; the last test asks Maven itself.
 */
class LauncherIT {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$@" >> "$MAVEN_CALLS"
      [ -z "${MAVEN_FAILS-}" ] || { echo "[ERROR] it does not compile"; exit 1; }
      mkdir -p target/classes
      cp -r "$MAVEN_CLASSES/." target/classes/
      for option in "$@"; do
        case $option in
          -Dmdep.outputFile=*) printf %s "$MAVEN_CLASSPATH" > "${option#*=}" ;;
        esac
      done
      """;

  /** What the launcher keeps besides an archive of classes. */
  private static final Set<String> LAUNCHER_FILES =
      Set.of("tidemark.jar", "direct.classpath", "compiled", "build.log", "archive.log");

  @TempDir private Path folder;
  private Path project;
  private Path elsewhere;
  private Path calls;

  /** How a process ended, and what it printed. */
  private record Ended(int exitCode, String out, String log) {}

  @BeforeEach
  void makeProject() throws IOException {
    elsewhere = Files.createDirectory(folder.resolve("else where"));
    calls = folder.resolve("calls");
    project = Files.createDirectory(folder.resolve("the project"));
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Path source = Files.createDirectories(project.resolve("src/main/java")).resolve("Some.java");
    Files.writeString(source, "class Some {}");
    for (String shipped : List.of("tidemark", ".mvn", "pipelines", "runner-profiles", "data")) {
      copy(Path.of(shipped), project.resolve(shipped));
    }
    Path maven = Files.createDirectory(folder.resolve("bin")).resolve("mvn");
    Files.writeString(maven, MAVEN);
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void runsAShippedPipelineFromAnotherDirectory() throws Exception {
    Ended ended = launch(Map.of(), "--pipeline=pipelines/tumbling-counts.yaml", "--output=mine");

    assertThat(ended.exitCode()).as(ended.log()).isZero();
    assertThat(ended.log().lines())
        .startsWith(
            "tidemark: compiling (once, until a source changes)",
            "tidemark: tumbling-counts on DirectRunner, batch: 16 files, 3.8 MB");
    assertThat(new Results(elsewhere.resolve("mine")).records("accepted")).isEqualTo(20_200);
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void compilesOnceAndAgainWhenASourceIsNewer() throws Exception {
    assertThat(launch(Map.of(), "--version").log()).contains("compiling");
    assertThat(launch(Map.of(), "--version").log()).isEmpty();
    assertThat(Files.readAllLines(calls)).hasSize(1);

    Files.setLastModifiedTime(
        project.resolve("src/main/java/Some.java"),
        FileTime.from(Instant.now().plus(1, ChronoUnit.HOURS)));

    assertThat(launch(Map.of(), "--version").log()).contains("compiling");
    assertThat(Files.readAllLines(calls)).hasSize(2);
  }

  @Test
  void twoAtOnceCompileOnce() throws Exception {
    Process first = start(Map.of(), "--version");
    Process second = start(Map.of(), "--version");

    assertThat(end(first).out()).startsWith("tidemark ");
    assertThat(end(second).out()).startsWith("tidemark ");
    assertThat(Files.readAllLines(calls)).hasSize(1);
  }

  @Test
  void aLockOfAProcessThatWasKilledIsTakenOver() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path lock = Files.createDirectories(project.resolve("target/launcher/lock"));
    Files.writeString(lock.resolve("pid"), ended.pid() + "\n");

    assertThat(launch(Map.of(), "--version").out()).startsWith("tidemark ");
  }

  @Test
  void passesTheExitCodeOn() throws Exception {
    Ended ended = launch(Map.of(), "--pipelin=x");
    assertThat(ended.exitCode()).isEqualTo(64);
    assertThat(ended.log()).contains("did you mean '--pipeline'?");
  }

  @Test
  void takesAnotherRunner() throws Exception {
    assertThat(launch(Map.of(), "--spark", "--version").out()).startsWith("tidemark ");
    assertThat(launch(Map.of("TIDEMARK_RUNNER", "spark"), "--version").log()).isEmpty();
    assertThat(Files.readAllLines(calls)).singleElement().asString().contains("-Pspark ");

    Ended wrong = launch(Map.of("TIDEMARK_RUNNER", "flink"), "--version");
    assertThat(wrong.exitCode()).isEqualTo(64);
    assertThat(wrong.log())
        .isEqualTo("tidemark: TIDEMARK_RUNNER must be direct or spark, not 'flink'\n");
  }

  /**
   * What the benchmark starts in place of Tidemark's main class: its own, which calls Tidemark's.
   */
  public static final class Around {
    private Around() {}

    public static void main(String[] args) {
      System.out.println("around " + args[0]);
      Tidemark.main(Arrays.copyOfRange(args, 1, args.length));
    }
  }

  @Test
  void startsAMainClassAroundItsOwn() throws Exception {
    Map<String, String> around =
        Map.of(
            "TIDEMARK_MAIN",
            Around.class.getName(),
            "TIDEMARK_CLASSPATH",
            Path.of("target/test-classes").toAbsolutePath().toString());

    assertThat(launch(around, "it", "--version").out()).startsWith("around it\ntidemark ");
  }

  @Test
  void isFoundThroughALink() throws Exception {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Path.of("the project/tidemark"));

    assertThat(end(start(link, Map.of(), "--version")).out()).startsWith("tidemark ");
  }

  @Test
  void reportsWhyItDoesNotCompile() throws Exception {
    Ended ended = launch(Map.of("MAVEN_FAILS", "yes"), "--version");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.log().lines())
        .endsWith("[ERROR] it does not compile", "tidemark: the build has failed");
    assertThat(launch(Map.of(), "--version").out()).startsWith("tidemark ");
  }

  @Test
  void compilesThisProjectWithMaven() throws Exception {
    ProcessBuilder builder = builder(Path.of("tidemark"), "--version");
    String version =
        Files.readString(Path.of("pom.xml")).replaceFirst("(?s).*?<version>([^<]*)<.*", "$1");

    Ended ended = end(builder.start());

    assertThat(ended.exitCode()).as(ended.log()).isZero();
    assertThat(ended.out()).startsWith("tidemark " + version + ", Beam ");
    String classPath = Files.readString(Path.of("target/launcher/direct.classpath"));
    assertThat(classPath)
        .contains("beam-runners-direct-java")
        .doesNotContain("beam-runners-spark", "junit-jupiter");
  }

  @Test
  void theSecondRunMakesAnArchiveOfClassesThatTheNextOnesMap() throws Exception {
    Path loaded = folder.resolve("loaded");
    Map<String, String> listing =
        Map.of("TIDEMARK_JAVA_OPTS", "-XX:+UseParallelGC -Xlog:class+load:file=" + loaded);
    assertThat(run(Map.of(), "first").log()).doesNotContain("preparing");

    assertThat(run(Map.of(), "second").log())
        .contains("tidemark: preparing faster starts (once, until a source changes)\n");
    assertThat(archives()).hasSize(1);
    Path archive = archives().get(0);
    assertThat(run(listing, "third").log()).doesNotContain("preparing");
    assertThat(Files.readAllLines(loaded))
        .anyMatch(line -> line.contains("beam.sdk.Pipeline source: shared objects file (top)"));
    for (String variable : List.of("TIDEMARK_JAVA_OPTS", "JDK_JAVA_OPTIONS")) {
      Path recording = folder.resolve(variable + ".jfr");
      run(Map.of(variable, "-XX:StartFlightRecording=filename=" + recording), variable);
      assertThat(recording).isNotEmptyFile();
    }

    byte[] whole = Files.readAllBytes(archive);
    Files.delete(archive);
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
    Ended fourth = run(Map.of(), "fourth");
    assertThat(fourth.out()).isEmpty();
    assertThat(fourth.log().lines()).allMatch(line -> line.startsWith("tidemark: "));

    Files.setLastModifiedTime(
        project.resolve("src/main/java/Some.java"),
        FileTime.from(Instant.now().plus(1, ChronoUnit.HOURS)));
    assertThat(run(listing, "fifth").log()).contains("compiling").doesNotContain("preparing");
    assertThat(Files.readAllLines(loaded)).noneMatch(line -> line.contains("(top)"));
  }

  @Test
  void twoAtOnceBothMakeTheArchive() throws Exception {
    run(Map.of(), "first");
    Process second = start(Map.of(), arguments("second"));
    Process third = start(Map.of(), arguments("third"));

    assertThat(end(second).exitCode()).isZero();
    assertThat(end(third).exitCode()).isZero();
    assertThat(archives()).isNotEmpty().allSatisfy(it -> assertThat(it).isNotEmptyFile());
  }

  private Ended run(Map<String, String> environment, String output) throws Exception {
    Ended ended = launch(environment, arguments(output));
    assertThat(ended.exitCode()).as(ended.log()).isZero();
    assertThat(new Results(elsewhere.resolve(output)).records("accepted")).isEqualTo(1_264);
    return ended;
  }

  private String[] arguments(String output) {
    return new String[] {
      "--pipeline=pipelines/tumbling-counts.yaml",
      "--input=" + project.resolve("data/activity") + "/part-00000-*",
      "--output=" + output
    };
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(project.resolve("target/launcher"))) {
      return files.filter(file -> !LAUNCHER_FILES.contains(file.getFileName().toString())).toList();
    }
  }

  private Ended launch(Map<String, String> environment, String... args) throws Exception {
    return end(start(environment, args));
  }

  private Process start(Map<String, String> environment, String... args) throws IOException {
    return start(project.resolve("tidemark"), environment, args);
  }

  private Process start(Path launcher, Map<String, String> environment, String... args)
      throws IOException {
    ProcessBuilder builder = builder(launcher, args);
    Map<String, String> all = builder.environment();
    all.put("PATH", folder.resolve("bin") + File.pathSeparator + all.get("PATH"));
    all.put("MAVEN_CALLS", calls.toString());
    all.put("MAVEN_CLASSES", classes());
    all.put("MAVEN_CLASSPATH", classPath());
    all.putAll(environment);
    return builder.directory(elsewhere.toFile()).start();
  }

  private static ProcessBuilder builder(Path launcher, String... args) {
    List<String> command = new ArrayList<>(List.of(launcher.toAbsolutePath().toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("TIDEMARK_RUNNER");
    return builder;
  }

  private static Ended end(Process process) throws Exception {
    // What it prints is short: neither pipe fills up while the other is read.
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String log = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), out, log);
  }

  /** Where Maven compiles to: on the class path of an integration test is the jar instead. */
  private static String classes() {
    return Path.of("target/classes").toAbsolutePath().toString();
  }

  private static String classPath() {
    // Java makes no archive of classes in directories.
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> Files.isRegularFile(Path.of(entry)))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Files.copy(
            path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
