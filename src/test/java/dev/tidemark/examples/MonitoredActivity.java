package dev.tidemark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.oracle.Answers;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Rows;
import java.nio.file.Path;
import java.util.List;

/** The example over readings with all defects, on a runner. */
record MonitoredActivity(String runner) {
  static MonitoredActivity on(String runner) {
    return new MonitoredActivity(runner);
  }

  /** Runs it as a program; fails unless its rows are those that the oracle has for the file. */
  void assertRows(Path folder) throws Exception {
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
