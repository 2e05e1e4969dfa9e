package dev.tidemark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of arrivals and event times in a pipeline file that cannot be right. */
class ArrivalSettingsTest {
  private static final String FILE =
      """
      pipeline:
        type: chain
        transforms:
          - type: %s
          - {type: AssignTimestamps, timestamp: Creation_Time%s}
          - {type: Combine, combine: {count: count}}
          - {type: WriteToJson, path: results}
      """;

  private static final String FILES = "ReadFromJson\n      path: in.json";
  private static final String TOPIC =
      "ReadFromKafka\n      topic: a\n      bootstrap_servers: localhost:9092";

  @TempDir private Path folder;

  @Test
  void theClockStepIsAnHourUnlessTheSourceSaysOtherwise() throws Exception {
    assertThat(step(FILES)).isEqualTo(Duration.ofHours(1));
    assertThat(step(TOPIC)).isEqualTo(Duration.ofHours(1));
    assertThat(step(FILES + "\n      max_arrival_step: 10m")).isEqualTo(Duration.ofMinutes(10));
    assertThat(step(TOPIC + "\n      max_arrival_step: 2d")).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void inArrivalTimeOnlyMaxAheadAddsASinkOfLateReadings() throws Exception {
    assertThat(read(FILES, "").lateSink()).isEmpty();
    assertThat(read(FILES, ", max_ahead: 1d").lateSink()).contains("late");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_arrival_step: 0s | 6:7: max_arrival_step must be more than zero",
        "max_arrival_step: -5m | 6:25: max_arrival_step must be a duration such as",
        "max_arrival_step: soon | 6:25: max_arrival_step must be a duration such as",
        "max_arrival_stp: 1h | 6:7: unknown key 'max_arrival_stp'; did you mean 'max_arrival_step'?",
      })
  void aWrongClockStepIsReportedWithItsPlace(String key, String problem) throws IOException {
    assertThat(problem(FILES + "\n      " + key, "")).contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_ahead: 0s | 6:58: max_ahead must be more than zero",
        "max_ahead: -1h | 6:69: max_ahead must be a duration such as",
        "max_ahed: 1h | 6:58: unknown key 'max_ahed'; did you mean 'max_ahead'?",
      })
  void aWrongMaxAheadIsReported(String key, String problem) throws IOException {
    assertThat(problem(FILES, ", " + key)).contains(problem);
  }

  private Duration step(String source) throws Exception {
    return read(source, "").streamRequirements().maxArrivalStep();
  }

  private String problem(String source, String times) throws IOException {
    try {
      read(source, times);
    } catch (InvalidPipelineFileException e) {
      assertThat(e.problems()).hasSize(1);
      return e.problems().get(0);
    }
    throw new AssertionError("the file is right");
  }

  private PipelineSpec read(String source, String times)
      throws IOException, InvalidPipelineFileException {
    Path file = Files.writeString(folder.resolve("p.yaml"), FILE.formatted(source, times));
    return PipelineFile.read(file.toString(), new AnyOptions());
  }
}
