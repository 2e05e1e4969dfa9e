package dev.tidemark.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.kafka.EmbeddedBroker;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the commands that the documents show, in a directory that looks like a clone, and compares
 * what they print. The launcher has a test of its own; in its place a script starts the classes of
 * this build. Commands of Maven and spark-submit are not run here.
 */
class DocumentedCommandsIT {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```\\n(.*?)^```\\n(?:\\n```\\n(.*?)^```\\n)?");
  private static final Pattern COMMAND =
      Pattern.compile("\\./tidemark |\\./tidemark$|mkdir |sed |for |sort |cat |tail |jq ");

  /** A run that was killed and started again: CrashIT kills runs. */
  private static final String KILLED = "--output=out/with-checkpoint";

  /** The order in which a stream's rows appear differs from run to run. */
  private static final String ON_THE_CONSOLE = "--console";

  private static final Pattern PROGRESS =
      Pattern.compile("tidemark: (reading|[0-9,]+ readings parsed|[0-9]+ % |waiting)");

  /** These include rows of counts and sessions, of which a slow stream also emits early ones. */
  private static final Pattern VARYING =
      Pattern.compile(
          "(in (?=[0-9.]+ s)|counts (?=[0-9])|sessions (?=[0-9])"
              + "|\"started\" : |\"finished\" : |\"time\":|\"seconds\":"
              + "|\"readings_per_second\":|\"heap_bytes\":)(\"[^\"]*\"|[0-9.]+)");

  /** The broker of the documents, and the default of every command. */
  private static final String BROKER = "localhost:9092";

  /** The clone of the documents. */
  private static final String CLONE = "/home/me/tidemark";

  private static final Path REPOSITORY = Path.of("").toAbsolutePath();

  /** They show results of the main job, which the reader has already run. */
  private static final Set<String> LOOKS_AT_THE_MAIN_JOB =
      Set.of("docs/results.md", "docs/streaming.md", "docs/cli.md");

  @TempDir private Path clone;
  private final Deque<Process> following = new ArrayDeque<>();
  private String broker = BROKER;

  @BeforeEach
  void makeClone() throws IOException {
    for (String name : List.of("data", "pipelines", "runner-profiles")) {
      Files.createSymbolicLink(clone.resolve(name), REPOSITORY.resolve(name));
    }
    Path launcher = Files.writeString(clone.resolve("tidemark"), launcher());
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void theQuestionOfTheReadmeGivesItsRows() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    Matcher question = Pattern.compile("(?ms)^```yaml\\n(.*?)^```\\n").matcher(readme);
    assertThat(question.find()).isTrue();
    Files.createDirectory(clone.resolve("out"));
    Files.writeString(clone.resolve("out/mean-x.yaml"), question.group(1));

    run("README.md");
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/cli.md",
        "docs/clocks.md",
        "CONTRIBUTING.md",
        "docs/results.md",
        "docs/schemas.md",
        "docs/streaming.md",
        "pipelines/README.md"
      })
  void commandsPrintWhatTheDocumentShows(String document) throws Exception {
    run(document);
  }

  @Tag("long")
  @Test
  void commandsForKafkaPrintWhatTheDocumentShows() throws Exception {
    Path logs = Files.createDirectory(clone.resolve("broker"));
    try (EmbeddedBroker started = EmbeddedBroker.start(logs)) {
      started.createTopic("activity", 3);
      broker = started.bootstrapServers();
      run("docs/kafka.md");
    }
  }

  private void run(String document) throws Exception {
    Files.createDirectories(clone.resolve("out"));
    if (LOOKS_AT_THE_MAIN_JOB.contains(document)) {
      execute("./tidemark");
    }
    int commands = 0;
    Matcher block = BLOCK.matcher(Files.readString(Path.of(document)));
    while (block.find()) {
      String command = block.group(1);
      if (!COMMAND.matcher(command).lookingAt() || command.contains(KILLED)) {
        continue;
      }
      commands++;
      if (command.contains("--mode=follow")) {
        following.add(start(command));
        continue;
      }
      if (!command.contains("./tidemark feed")) {
        endFollowing();
      }
      List<String> printed = execute(command);
      if (block.group(2) != null && !command.contains(ON_THE_CONSOLE)) {
        assertThat(shows(block.group(2), printed))
            .as("%s prints%n%s%nnot%n%s", command, String.join("\n", printed), block.group(2))
            .isTrue();
      }
    }
    assertThat(commands).isPositive();
    endFollowing();
  }

  private void endFollowing() throws InterruptedException {
    while (!following.isEmpty()) {
      assertThat(following.remove().waitFor()).isZero();
    }
  }

  /** Whether the lines, without those of progress, are the document's; "..." matches any. */
  private boolean shows(String document, List<String> printed) {
    String pattern =
        document
            .lines()
            .filter(line -> !isProgress(line))
            .map(line -> line.equals("...") ? "(?:.*\\n)*" : Pattern.quote(masked(line)) + "\\n")
            .collect(joining());
    String text =
        printed.stream()
            .filter(line -> !isProgress(line))
            .map(line -> masked(line) + "\n")
            .collect(joining());
    return Pattern.matches(pattern, text);
  }

  private static boolean isProgress(String line) {
    return PROGRESS.matcher(line).lookingAt();
  }

  /** The line without what differs from run to run and from clone to clone. */
  private String masked(String line) {
    String here = line.replace(clone.toString(), CLONE).replace(REPOSITORY.toString(), CLONE);
    return VARYING.matcher(here.replace(broker, BROKER)).replaceAll("$1#");
  }

  private List<String> execute(String command) throws Exception {
    Process process = start(command);
    List<String> lines = process.inputReader(UTF_8).lines().toList();
    process.waitFor();
    return lines;
  }

  private Process start(String command) throws IOException {
    String here =
        command
            .replace("produce ", "produce --bootstrapServers=" + BROKER + " ")
            .replace(BROKER, broker);
    return new ProcessBuilder("bash", "-c", here)
        .directory(clone.toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static String launcher() {
    String opens =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--add-opens"))
            .collect(joining(" "));
    return """
    #!/bin/sh
    runner=direct
    if [ "${1-}" = --spark ]; then runner=spark; shift; fi
    # They do not live long enough to gain by more.
    exec "%s/bin/java" %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
      -Dtidemark.home="%s" -Dtidemark.profile="%s/runner-profiles/$runner.properties" \\
      -cp "%s" dev.tidemark.Tidemark "$@"
    """
        .formatted(System.getProperty("java.home"), opens, REPOSITORY, REPOSITORY, classPath());
  }

  /** The commands run in a directory other than this build's. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(joining(File.pathSeparator));
  }
}
