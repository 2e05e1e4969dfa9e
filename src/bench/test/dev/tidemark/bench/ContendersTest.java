package dev.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is measured, and by which command. */
class ContendersTest {
  @TempDir private Path home;
  private Path usage;
  private Machine machine;

  @BeforeEach
  void makeHome() throws IOException {
    usage = home.resolve("work/usage.txt");
    machine = new Machine("3g", Duration.ofSeconds(1), home);
    Path launcher = Files.createDirectories(home.resolve("target/launcher"));
    Files.writeString(launcher.resolve("direct.classpath"), "direct.jar");
    Files.writeString(launcher.resolve("spark.classpath"), "spark.jar\n");
    Files.createDirectories(home.resolve("target/bench"));
    Files.writeString(home.resolve("target/bench/bench.classpath"), "duckdb.jar");
    Files.createDirectories(home.resolve(".mvn"));
    Files.writeString(
        home.resolve(".mvn/jvm.config"),
        "--add-opens=java.base/java.io=ALL-UNNAMED\n--add-opens=jdk.compiler/x=ALL-UNNAMED\n");
  }

  @Test
  void tidemarkIsStartedByTheLauncher() {
    ProcessBuilder process = process(find("tidemark-spark", Question.SESSIONS_REPLAY));

    assertThat(process.command())
        .containsExactly(
            home + "/tidemark", "--spark", usage.toString(), "dev.tidemark.Tidemark", "run");
    assertThat(process.environment())
        .containsAllEntriesOf(
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "TIDEMARK_JAVA_OPTS",
                "-Xmx3g -Duser.timezone=UTC",
                "TIDEMARK_CLASSPATH",
                machine.harness().toString(),
                "TIDEMARK_MAIN",
                "dev.tidemark.bench.Timed"));
    assertThat(find("tidemark-spark", Question.SESSIONS_REPLAY).arguments())
        .containsExactly(
            "run",
            "--pipeline=" + home + "/pipelines/sessions.yaml",
            "--mode=replay",
            "--input=@input@/*.json",
            "--output=@output@");
  }

  @Test
  void plainJavaHasTheOptionsThatAllNeedAndNoOthers() {
    assertThat(process(find("java-direct", Question.SESSIONS)).command())
        .containsExactly(
            machine.java().toString(),
            "-Xmx3g",
            "-Duser.timezone=UTC",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "-cp",
            machine.harness() + ":" + home + "/target/classes:direct.jar",
            "dev.tidemark.bench.Timed",
            usage.toString(),
            "dev.tidemark.Tidemark",
            "run");
  }

  @Test
  void aTunedOneStartsFromTheArchiveThatItHasMadeWithTheSameOptions() {
    Start.Tuned tuned = (Start.Tuned) find("spark-sql-tuned", Question.SESSIONS).start();
    List<String> plain = process(find("spark-sql", Question.SESSIONS)).command();
    List<String> making = process(new Start.Tuned(tuned.classpath(), true)).command();
    List<String> measured = process(tuned).command();
    String options = "@" + home + "/runner-profiles/java.options";
    Path archive = usage.resolveSibling("classes.jsa");

    assertThat(making.subList(1, 2)).containsExactly(options);
    assertThat(making.subList(2, 6)).isEqualTo(Start.Tuned.THRESHOLDS);
    assertThat(making.get(6)).isEqualTo("-XX:ArchiveClassesAtExit=" + archive);
    assertThat(measured.subList(1, 6)).isEqualTo(making.subList(1, 6));
    assertThat(measured.get(6)).isEqualTo("-XX:SharedArchiveFile=" + archive);
    assertThat(measured.subList(7, measured.size()))
        .isEqualTo(making.subList(7, making.size()))
        .startsWith(plain.get(1), plain.get(2), plain.get(3), plain.get(4), plain.get(5));
  }

  @Test
  void tunedOnesAreMeasuredOnlyIfAsked() {
    assertThat(names(List.of(), false, Question.SESSIONS))
        .containsExactly(
            "tidemark-spark",
            "tidemark-direct",
            "java-spark",
            "java-direct",
            "before-spark",
            "before-direct",
            "spark-sql",
            "duckdb");
    assertThat(names(List.of(), true, Question.SESSIONS_REPLAY))
        .endsWith("structured-streaming", "structured-streaming-tuned");
    assertThat(names(List.of("spark-sql-tuned", "tidemark-spark"), false, Question.SESSIONS))
        .containsExactly("tidemark-spark", "spark-sql-tuned");
    assertThat(names(List.of("tidemark-spark"), true, Question.SESSIONS))
        .containsExactly("tidemark-spark", "spark-sql-tuned");
  }

  @Test
  void whatIsRecordedAndWhatTargetsNameIsMeasured() {
    assertThat(names(Recorded.contenders(), false, Question.TUMBLING))
        .containsExactlyElementsOf(Recorded.contenders());
    for (Target target : Target.ALL) {
      assertThat(names(List.of(), false, target.question()))
          .contains(target.contender(), target.against());
    }
  }

  @Test
  void aReportSaysHowEachIsStarted() throws IOException {
    List<Contender> sessions = contenders(List.of(), true).of(Question.SESSIONS);
    Files.createFile(home.resolve("target/launcher/spark-1234-0.jsa"));
    Files.createFile(home.resolve("target/launcher/direct-1234-567.jsa"));

    assertThat(Start.describe(sessions))
        .isEqualTo(
            "by ./tidemark without its class archive: tidemark-spark;"
                + " by ./tidemark with its class archive: tidemark-direct;"
                + " by plain java: java-spark, java-direct, before-spark, before-direct, spark-sql,"
                + " duckdb; by java with the options of ./tidemark, as they suit an engine, and a"
                + " class archive: spark-sql-tuned");
  }

  private Contenders contenders(List<String> only, boolean tuned) {
    return new Contenders(home, Optional.of(home), only, tuned);
  }

  private List<String> names(List<String> only, boolean tuned, Question question) {
    return contenders(only, tuned).of(question).stream().map(Contender::name).toList();
  }

  private Contender find(String name, Question question) {
    return contenders(List.of(name), false).of(question).get(0);
  }

  private ProcessBuilder process(Contender contender) {
    return contender.start().process(machine, usage, List.of(contender.mainClass(), "run"));
  }

  private ProcessBuilder process(Start start) {
    return start.process(machine, usage, List.of("Main", "run"));
  }
}
