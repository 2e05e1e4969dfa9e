package dev.tidemark.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.exit.FailureException;
import dev.tidemark.output.RunPaths;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {
  /** A stream of another command must not be resumed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--mode=follow",
        "--pipeline=another.yaml",
        "--input=another.json",
        "--bootstrapServers=another:9092",
        "--output=another",
      })
  void aStreamWithOtherInputOrOutputIsAnotherStream(String another) throws FailureException {
    assertThat(description(another)).isNotEqualTo(description("--mode=replay"));
  }

  @Test
  void displayOptionsDoNotMakeAnotherStream() throws FailureException {
    assertThat(description("--console")).isEqualTo(description("--verbose"));
  }

  @Test
  void commasSeparateGlobsButNotAlternativesOfOne() throws FailureException {
    RunOptions options =
        Arguments.parse(
            new RunOptions(), List.of("--input=in/{a,b}/*.json, in/c.json,,in/{d,e,f}.json"));
    assertThat(options.inputOutput().input())
        .containsExactly("in/{a,b}/*.json", "in/c.json", "in/{d,e,f}.json");
  }

  @Test
  void aLongStreamHasLongerMicroBatches() throws FailureException {
    assertThat(sparkDefaults("--mode=replay")).containsEntry("maxRecordsPerBatch", "256");
    assertThat(sparkDefaults("--mode=replay", "--speed=10"))
        .doesNotContainKeys("batchIntervalMillis", "maxRecordsPerBatch");
    assertThat(sparkDefaults("--mode=follow")).containsEntry("batchIntervalMillis", "2000");
    assertThat(sparkDefaults("--mode=replay", "--checkpoint=c"))
        .containsEntry("batchIntervalMillis", "2000")
        .containsEntry("checkpointDurationMillis", "2000");
    RunOptions options =
        Arguments.parse(new RunOptions(), List.of("--mode=follow", "--checkpoint=c"));
    options.addRunnerArguments(List.of("--batchIntervalMillis=700"));
    assertThat(sparkDefaults(options)).containsEntry("checkpointDurationMillis", "700");
  }

  @Test
  void whatSeveralStepsReadIsKeptAsBytes() throws FailureException {
    assertThat(sparkDefaults("--mode=batch")).containsEntry("storageLevel", "MEMORY_AND_DISK_SER");
  }

  private static Map<String, String> sparkDefaults(String... args) throws FailureException {
    return sparkDefaults(Arguments.parse(new RunOptions(), List.of(args)));
  }

  private static Map<String, String> sparkDefaults(RunOptions options) throws FailureException {
    RunPaths paths = RunPaths.of(List.of(), "out/x", options.stream().checkpoint());
    return RequestReader.runnerDefaults(options, paths);
  }

  private static String description(String option) throws FailureException {
    List<String> args =
        option.startsWith("--mode") ? List.of(option) : List.of("--mode=replay", option);
    return Arguments.parse(new RunOptions(), args).description();
  }
}
