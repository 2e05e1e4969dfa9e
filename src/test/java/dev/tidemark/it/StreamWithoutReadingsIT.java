package dev.tidemark.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream without readings has no arrival clock, but reports its malformed lines. */
class StreamWithoutReadingsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "replay, '', 0, 0",
    "replay, '\n garbage\n[]\n', 2, 65",
    "batch, '', 0, 0",
    "batch, '\n garbage\n[]\n', 2, 65"
  })
  void aRunWithoutReadingsEndsWithRecordCounts(
      String mode, String text, long malformed, int exitCode) throws Exception {
    Path input = folder.resolve("in.json");
    Files.writeString(input, text);
    Path output = folder.resolve("out");
    Outcome outcome =
        Outcome.of(
                "--pipeline=pipelines/activity-monitor.yaml",
                "--profile=runner-profiles/direct.properties",
                "--mode=" + mode,
                "--input=" + input,
                "--output=" + output)
            .endsWith(exitCode);
    Results results = new Results(output);
    assertThat(results.records("malformed")).isEqualTo(malformed);
    assertThat(results.rows("malformed")).hasSize((int) malformed);
    assertThat(results.rows("counts")).isEmpty();
    if (malformed > 0) {
      assertThat(outcome.log())
          .contains("tidemark: first malformed line: " + input + " byte 1: malformed_json: ")
          .contains("(all: " + output + "/malformed)")
          .contains("tidemark: post-condition failed: none of the 2 lines read is a reading");
    }
  }
}
