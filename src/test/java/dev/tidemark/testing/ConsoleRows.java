package dev.tidemark.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a run prints on stdout with {@code --console}: its rows, and nothing else. */
public record ConsoleRows(Map<String, List<JsonNode>> bySink) {
  private static final String PIPELINE = "activity-monitor";
  private static final List<String> SINKS = List.of("counts", "sessions", "alerts");

  /** Runs the main job over the sample and compares what it prints with the oracle. */
  public static void check(String profile, String mode, Path output) throws IOException {
    Outcome outcome =
        Outcome.of(
                "--pipeline=pipelines/" + PIPELINE + ".yaml",
                "--profile=runner-profiles/" + profile + ".properties",
                "--mode=" + mode,
                "--console",
                "--output=" + output)
            .endsWith(0);
    ConsoleRows printed = of(outcome.out().lines());
    printed.assertAllOf(new Results(output));
    Oracle oracle = Oracle.over(ShippedPipelines.sample());
    for (String sink : SINKS) {
      List<JsonNode> rows = printed.bySink.get(sink);
      Rows.assertSame(
          sink,
          mode.equals("batch") ? rows : FinalRows.of(PIPELINE, rows),
          oracle.answersOf(PIPELINE).of(sink));
    }
  }

  /** Fails unless each row of the main job's results was printed once. */
  public void assertAllOf(Results results) throws IOException {
    assertThat(bySink.keySet()).containsExactlyInAnyOrderElementsOf(SINKS);
    for (String sink : SINKS) {
      assertThat(bySink.get(sink))
          .as("rows of %s", sink)
          .containsExactlyInAnyOrderElementsOf(results.rows(sink));
    }
  }

  public static ConsoleRows of(Stream<String> printed) throws IOException {
    Map<String, List<JsonNode>> rows = new TreeMap<>();
    for (String line : printed.toList()) {
      String[] parts = line.split(" ", 2);
      assertThat(parts).as(line).hasSize(2);
      rows.computeIfAbsent(parts[0], fresh -> new ArrayList<>())
          .add(new ObjectMapper().readTree(parts[1]));
    }
    return new ConsoleRows(rows);
  }
}
