package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.FinalRows;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.oracle.Answers;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the sample, followed until a stop, in whichever order they are read. */
class FollowIT {
  private static final String PIPELINE = "tumbling-counts-by-user";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"direct", "spark"})
  void eachLineIsCountedOnce(String profile) throws Exception {
    Path input = Files.createDirectory(folder.resolve("in"));
    for (Path file : ShippedPipelines.sample()) {
      Files.copy(file, input.resolve(file.getFileName()));
    }
    Path output = folder.resolve("out");
    Outcome.of(
            "--pipeline=pipelines/" + PIPELINE + ".yaml",
            "--profile=runner-profiles/" + profile + ".properties",
            "--mode=follow",
            "--maxFilesPerTrigger=3",
            "--stopAfter=4s",
            "--input=" + input + "/*.json",
            "--output=" + output)
        .endsWith(0);

    Oracle oracle = Oracle.over(ShippedPipelines.files(input));
    Answers answers = oracle.answersOf(PIPELINE);
    Results results = new Results(output);
    results.assertContainsOnly(List.of("results", "malformed"));
    results.assertRecords(oracle.accepted(), oracle.malformed().size(), answers);
    assertThat(results.manifest().at("/steps/Combine/read").longValue())
        .as("what the first step after the source has read")
        .isEqualTo(oracle.accepted());
    Rows.assertSame(
        "results", FinalRows.of(PIPELINE, results.rows("results")), answers.of("results"));
  }
}
