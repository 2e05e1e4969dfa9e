package dev.tidemark.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runner without an adapter runs batch, and no stream. */
class OtherRunnerTest {
  private static final String RUNNER = "--runner=" + OtherRunner.class.getName();
  private static final String PIPELINE = "--pipeline=pipelines/tumbling-counts.yaml";

  @TempDir private Path folder;

  @Test
  void runsBatch() throws Exception {
    Path output = folder.resolve("out");

    Outcome.of(RUNNER, PIPELINE, "--output=" + output).endsWith(0);

    assertThat(new Results(output).records("accepted")).isEqualTo(20_200);
  }

  @Test
  void refusesStreamsByName() {
    Outcome.of(RUNNER, PIPELINE, "--mode=replay", "--output=" + folder.resolve("out"))
        .failsWith(
            64,
            "--mode=replay: Tidemark runs streams on Direct and Spark, and on OtherRunner it runs"
                + " only batch");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
