package dev.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {
  /** What another command says must not be gone on with. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--mode=follow",
        "--pipeline=another.yaml",
        "--input=another.json",
        "--bootstrapServers=another:9092",
        "--output=another",
      })
  void aStreamIsAnotherOneWithOtherInputOrOutput(String another) throws Failure {
    assertThat(description(another)).isNotEqualTo(description("--mode=replay"));
  }

  @Test
  void whatIsShownMakesNoOtherStream() throws Failure {
    assertThat(description("--console")).isEqualTo(description("--verbose"));
  }

  private static String description(String option) throws Failure {
    return Arguments.parse(new RunOptions(), List.of("--mode=replay", option)).description();
  }
}
