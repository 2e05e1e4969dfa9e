package dev.tidemark.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FigureTest {
  private static final Pattern NAME = Pattern.compile("\\btidemark_\\w+");

  @Test
  void aStatusIsWrittenAsPrometheusReadsIt() {
    StreamStatus status =
        new StreamStatus(
            Duration.ofMillis(2_500),
            20_200,
            OptionalLong.of(1_424_788_134_513L),
            OptionalLong.of(1_424_788_124_500L),
            Map.of("Counts", 2L),
            new TreeMap<>(Map.of("a\"b\\c\nd", 3L, "é", Long.MAX_VALUE)),
            Optional.of(new StreamStatus.Wait("kafka:activity/1", -1)));
    StringBuilder text = new StringBuilder();
    Figure.writeAll(status, text);
    assertThat(text.toString().lines().filter(line -> !line.startsWith("# HELP ")))
        .containsExactly(
            "# TYPE tidemark_run_elapsed_seconds gauge",
            "tidemark_run_elapsed_seconds 2.500",
            "# TYPE tidemark_readings_total counter",
            "tidemark_readings_total 20200",
            "# TYPE tidemark_rows_total counter",
            "tidemark_rows_total{sink=\"a\\\"b\\\\c\\nd\"} 3",
            "tidemark_rows_total{sink=\"é\"} 9223372036854775807",
            "# TYPE tidemark_open_windows gauge",
            "tidemark_open_windows{step=\"Counts\"} 2",
            "# TYPE tidemark_arrival_clock_timestamp_seconds gauge",
            "tidemark_arrival_clock_timestamp_seconds 1424788134.513",
            "# TYPE tidemark_watermark_timestamp_seconds gauge",
            "tidemark_watermark_timestamp_seconds 1424788124.500",
            "# TYPE tidemark_watermark_behind_seconds gauge",
            "tidemark_watermark_behind_seconds 10.013",
            "# TYPE tidemark_waiting_since_timestamp_seconds gauge",
            "tidemark_waiting_since_timestamp_seconds{partition=\"kafka:activity/1\"} -0.001");
  }

  @Test
  void whatIsUnknownIsLeftOut() {
    StreamStatus status =
        new StreamStatus(
            Duration.ZERO,
            0,
            OptionalLong.empty(),
            OptionalLong.empty(),
            Map.of(),
            Map.of(),
            Optional.empty());
    StringBuilder text = new StringBuilder();
    Figure.writeAll(status, text);
    assertThat(text.toString().lines().filter(line -> !line.startsWith("#")))
        .containsExactly("tidemark_run_elapsed_seconds 0.000", "tidemark_readings_total 0");
  }

  @Test
  void aRunThatHasNotStartedSaysWhatItIs() {
    assertThat(RunFigures.of("p", "DirectRunner", "replay").text().lines())
        .contains("tidemark_run_info{pipeline=\"p\",runner=\"DirectRunner\",mode=\"replay\"} 1")
        .anyMatch(line -> line.matches("tidemark_heap_used_bytes [0-9]+"))
        .hasSize(6);
  }

  /** As the naming rules of Prometheus say. */
  @ParameterizedTest
  @EnumSource
  void namesAreInBaseUnits(Figure figure) {
    StringBuilder text = new StringBuilder();
    figure.write(1, text);
    List<String> lines = text.toString().lines().toList();
    assertThat(lines.get(0)).matches("# HELP " + figure.fullName() + " [A-Z][^\\\\\\n]*\\.");
    assertThat(figure.fullName()).matches("tidemark(_[a-z]+)+");
    assertThat(lines.get(1))
        .isEqualTo(
            "# TYPE %s %s"
                .formatted(
                    figure.fullName(), figure.fullName().endsWith("_total") ? "counter" : "gauge"));
    assertThat(figure.fullName()).doesNotContain("milli", "_ms", "kilo", "mega", "percent");
  }

  /** A panel that asks for something else stays empty. */
  @Test
  void theDashboardAsksForTheseFiguresAlone() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(Path.of("docs/grafana/tidemark.json").toFile());
    Set<String> figures =
        Arrays.stream(Figure.values()).map(Figure::fullName).collect(Collectors.toSet());
    Set<String> asked = new TreeSet<>();
    for (String query : dashboard.findValuesAsText("expr")) {
      assertThat(query).as("a query").contains("tidemark_");
      NAME.matcher(query).results().map(MatchResult::group).forEach(asked::add);
    }
    assertThat(asked).isEqualTo(new TreeSet<>(figures));
    for (JsonNode variable : dashboard.get("templating").get("list")) {
      assertThat(variable.path("definition").asText("label_values(tidemark_run_info, "))
          .startsWith("label_values(tidemark_run_info, ");
    }
    assertThat(dashboard.get("panels").findValuesAsText("id")).doesNotHaveDuplicates();
  }
}
