package dev.tidemark.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Results;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jars, run with {@code java -jar}. */
class StandaloneJarIT {
  @TempDir private Path folder;

  /** How a process ended, and what it printed on both of its streams. */
  private record Ended(int exitCode, String printed) {}

  @Test
  void theJarOfTheDirectRunnerRunsByItselfWithItsProfile() throws Exception {
    Path output = folder.resolve("out");

    Ended ended =
        start("tidemark.jar", "--pipeline=pipelines/tumbling-counts.yaml", "--output=" + output);

    assertThat(ended.exitCode()).as(ended.printed()).isZero();
    assertThat(ended.printed()).doesNotContain("WARNING", "SLF4J");
    Results results = new Results(output);
    assertThat(results.records("accepted")).isEqualTo(20_200);
    assertThat(results.parts("results")).hasSize(1);
  }

  @Test
  void theJarForSparkSubmitSaysThatItIsFor() throws Exception {
    Ended ended = start("tidemark-bundled.jar", "--pipeline=pipelines/tumbling-counts.yaml");

    assertThat(ended.exitCode()).isEqualTo(64);
    assertThat(ended.printed())
        .isEqualTo(
            "tidemark: this jar is for spark-submit, which brings the libraries that are not in it;"
                + " for java -jar, 'mvn -Pdirect package' makes target/tidemark.jar\n");
  }

  private static Ended start(String jar, String... args) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-jar", "target/" + jar));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), printed);
  }
}
