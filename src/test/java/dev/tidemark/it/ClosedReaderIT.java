package dev.tidemark.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.Tidemark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose stdout has been closed, as by {@code head}. */
@Timeout(180)
class ClosedReaderIT {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  @TempDir private Path output;

  @Test
  void aRunThatPrintsRowsEndsWhenTheReaderIsGone() throws Exception {
    assertThat(
            run(
                "--console",
                "--mode=follow",
                "--idleTimeout=1s",
                "--pipeline=pipelines/activity-state.yaml"))
        .as(log.toString(UTF_8))
        .isEqualTo(141);
    assertThat(log.toString(UTF_8).lines())
        .last()
        .asString()
        .startsWith("tidemark: stdout was closed by its reader, so the run was stopped");
    assertThat(output.resolve("_manifest.json")).doesNotExist();
    assertThat(output.resolve("_stop")).doesNotExist();
    assertThat(output.resolve("results")).isNotEmptyDirectory();
  }

  @Test
  void aBatchStillWritesItsResults() throws Exception {
    assertThat(run("--console", "--pipeline=pipelines/tumbling-counts.yaml"))
        .as(log.toString(UTF_8))
        .isEqualTo(141);
    assertThat(log.toString(UTF_8).lines())
        .last()
        .isEqualTo("tidemark: stdout was closed by its reader; " + output + " holds all results");
    assertThat(output.resolve("_manifest.json")).isNotEmptyFile();
  }

  @Test
  void theTraceOfAReadingIsNotRead() throws Exception {
    assertThat(run("--explain=c/nexus4_1/908", "--pipeline=pipelines/tumbling-counts.yaml"))
        .isEqualTo(141);
    assertThat(output.resolve("_manifest.json")).isNotEmptyFile();
  }

  private int run(String... options) throws IOException {
    PipedOutputStream pipe = new PipedOutputStream();
    new PipedInputStream(pipe).close();
    List<String> args = new ArrayList<>(List.of(options));
    args.add("--input=data/activity/part-00000-of-00016.json");
    args.add("--output=" + output);
    args.add("--profile=runner-profiles/direct.properties");
    return Tidemark.execute(
        args, new PrintStream(pipe, false, UTF_8), new PrintStream(log, true, UTF_8));
  }
}
