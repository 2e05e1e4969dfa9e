package dev.tidemark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.oracle.Answers;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Rows;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example as a program, over readings with all defects. */
class ActivityMonitorIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "SparkRunner"})
  void givesTheRowsOfTheOracle(String runner) throws Exception {
    List<Path> files = ShippedPipelines.generate(folder.resolve("in"));
    Path output = folder.resolve("out");

    ActivityMonitor.main(
        new String[] {
          "--input=" + folder.resolve("in") + "/*.json", "--output=" + output, "--runner=" + runner
        });

    Oracle oracle = Oracle.over(files);
    Answers answers = oracle.answersOf("activity-monitor");
    Results results = new Results(output);
    assertThat(answers.rows()).containsKeys("counts", "sessions", "alerts", "late", "duplicate");
    for (String sink : answers.rows().keySet()) {
      assertThat(answers.of(sink)).as(sink).isNotEmpty();
      Rows.assertSame(sink, results.rows(sink), answers.of(sink));
    }
    assertThat(results.rows("malformed")).hasSameSizeAs(oracle.malformed());
  }
}
