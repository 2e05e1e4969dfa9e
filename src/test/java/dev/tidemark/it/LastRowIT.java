package dev.tidemark.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In the files of a stream, read in the order of their names, each key's last row is its answer.
 */
class LastRowIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"activity-state, 1", "tumbling-counts-by-user, 3"})
  void theLastRowPerKeyIsItsAnswer(String pipeline, int keys) throws Exception {
    // A stream that waits for its readings writes many files; a machine that is too busy to keep up
    // with one gets a slower one.
    int files = 0;
    for (int speed = 20_000; files <= 3; speed /= 2) {
      assertThat(speed).as("slow enough for any machine").isGreaterThan(1_000);
      files = filesOf(pipeline, keys, speed);
    }
  }

  /** How many files a replay writes; fails unless the last row of each key is its answer. */
  private int filesOf(String pipeline, int keys, int speed) throws Exception {
    Path output = folder.resolve("out-" + speed);
    Outcome.of(
            "--pipeline=pipelines/" + pipeline + ".yaml",
            "--profile=runner-profiles/direct.properties",
            "--mode=replay",
            "--speed=" + speed,
            "--output=" + output)
        .endsWith(0);

    Results results = new Results(output);
    Map<String, JsonNode> last = new LinkedHashMap<>();
    for (JsonNode row : results.rows("results")) {
      List<JsonNode> fields = new ArrayList<>();
      row.elements().forEachRemaining(fields::add);
      last.put(fields.subList(0, keys).toString(), ((ObjectNode) row).without("pane"));
    }
    Rows.assertSame(
        "results",
        List.copyOf(last.values()),
        Oracle.over(ShippedPipelines.sample()).answersOf(pipeline).of("results"));
    return results.parts("results").size();
  }
}
