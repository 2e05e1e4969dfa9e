package dev.tidemark.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidemark.testing.StreamProcess;
import dev.tidemark.testing.cluster.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run whose process is told to end reports that, and what it leaves. */
class InterruptedRunIT {
  /** The second arrives a day after the first: at that speed it is never emitted. */
  private static final String LINES =
      """
      {"Arrival_Time":1000,"Creation_Time":1000000000,"User":"a","Device":"d"}
      {"Arrival_Time":86401000,"Creation_Time":86401000000000,"User":"a","Device":"d"}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aReplayKeepsTheResultsOfAnUnfinishedRun(String signal, int exitCode) throws Exception {
    assumeThat(isIgnored(signal))
        .as(
            "SIG%s is ignored here, as in a shell's background job, and a child inherits that",
            signal)
        .isFalse();
    Path input = Files.writeString(folder.resolve("in.json"), LINES);
    Path output = folder.resolve("out");
    List<String> args =
        List.of(
            "--pipeline=pipelines/activity-state.yaml",
            "--profile=runner-profiles/direct.properties",
            "--mode=replay",
            "--speed=1",
            "--input=" + input,
            "--output=" + output);

    try (JavaProcess replay = StreamProcess.of(args).start()) {
      replay.awaitLine(Pattern.compile("on DirectRunner, replay"));
      replay.signal(signal);

      assertThat(replay.awaitEnd()).as(replay.output()).isEqualTo(exitCode);
      assertThat(replay.output())
          .endsWith(
              "tidemark: interrupted; "
                  + output
                  + " holds an unfinished run's results (there is no _manifest.json)");
    }
    assertThat(output.resolve("_manifest.json")).doesNotExist();
    assertThat(output.resolve("_running")).doesNotExist();
  }

  /** Whether this process ignores a signal: Java cannot handle one that it was started without. */
  private static boolean isIgnored(String signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    int number = signal.equals("INT") ? 2 : 15;
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(ignored -> (ignored >> (number - 1) & 1) == 1);
  }
}
