package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream has no arrival clock before its first reading. */
class StreamWithoutReadingsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"'', 0", "'garbage\n[]\n', 2"})
  void aReplayOfNoReadingsEndsWithTheBooksOfItsLines(String text, long malformed) throws Exception {
    Files.writeString(folder.resolve("in.json"), text);
    Path output = folder.resolve("out");
    Outcome.of(
            "--pipeline=pipelines/activity-monitor.yaml",
            "--profile=runner-profiles/direct.properties",
            "--mode=replay",
            "--input=" + folder.resolve("in.json"),
            "--output=" + output)
        .endsWith(0);
    Results results = new Results(output);
    assertThat(results.records("malformed")).isEqualTo(malformed);
    assertThat(results.rows("malformed")).hasSize((int) malformed);
    assertThat(results.rows("counts")).isEmpty();
  }
}
