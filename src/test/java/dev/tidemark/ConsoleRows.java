package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.oracle.Oracle;
import dev.tidemark.oracle.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run prints on stdout with {@code --console}: its rows, and nothing else. */
record ConsoleRows(Map<String, List<JsonNode>> bySink) {
  private static final String PIPELINE = "activity-monitor";
  private static final List<String> SINKS = List.of("counts", "sessions", "alerts");

  /** Runs the main job over the sample and holds what it prints against the oracle. */
  static void check(String profile, String mode, Path output) throws IOException {
    Outcome outcome =
        Outcome.of(
                "--pipeline=pipelines/" + PIPELINE + ".yaml",
                "--profile=runner-profiles/" + profile + ".properties",
                "--mode=" + mode,
                "--console",
                "--output=" + output)
            .endsWith(0);
    ConsoleRows printed = of(outcome.out());
    Oracle oracle = Oracle.over(ShippedPipelines.sample());
    assertThat(printed.bySink.keySet()).containsExactlyInAnyOrderElementsOf(SINKS);
    for (String sink : SINKS) {
      List<JsonNode> rows = printed.bySink.get(sink);
      Rows.assertSame(
          sink,
          mode.equals("batch") ? rows : FinalRows.of(PIPELINE, rows),
          oracle.answersOf(PIPELINE).of(sink));
      assertThat(rows)
          .as("rows of %s", sink)
          .containsExactlyInAnyOrderElementsOf(new Results(output).rows(sink));
    }
  }

  private static ConsoleRows of(String printed) throws IOException {
    Map<String, List<JsonNode>> rows = new TreeMap<>();
    for (String line : printed.lines().toList()) {
      String[] parts = line.split(" ", 2);
      assertThat(parts).as(line).hasSize(2);
      rows.computeIfAbsent(parts[0], fresh -> new ArrayList<>())
          .add(new ObjectMapper().readTree(parts[1]));
    }
    return new ConsoleRows(rows);
  }
}
