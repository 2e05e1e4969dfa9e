package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.testing.FinalRows;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two files of 300 readings each, ten a second, of two devices whose clocks are right; and among
 * them seven with an arrival time in 2099, and one with an event time then.
 */
class WrongTimesIT {
  private static final long START = 1_424_693_340_000L;
  private static final long WRONG_YEAR = 4_070_908_800_000L;
  private static final int EACH = 300;
  private static final String PIPELINE =
      """
      pipeline:
        type: composite
        transforms:
          - {type: ReadFromJson, name: Read, path: nowhere.json}
          - {type: AssignTimestamps, name: Time, input: Read, timestamp: Creation_Time, max_delay: 10s, max_ahead: 1d}
          - {type: Combine, name: Counts, input: Time, windowing: {type: fixed, size: 10s, allowed_lateness: 5s}, combine: {count: count}}
          - {type: WriteToJson, input: Counts, path: counts}
          - {type: CountWindows, name: Hundreds, input: Time, key: Device, count: 100, mean: x}
          - {type: WriteToJson, input: Hundreds, path: hundreds}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "direct, batch",
    "direct, replay",
    "direct, follow",
    "spark, batch",
    "spark, replay",
    "spark, follow"
  })
  void makeNoOtherReadingLate(String profile, String mode) throws IOException {
    write();
    Path output = folder.resolve("out");
    List<String> arguments = new ArrayList<>(arguments(profile, mode, output));
    if (mode.equals("follow")) {
      arguments.add("--stopAfter=4s");
    }
    Outcome.of(arguments).endsWith(0);

    Results results = new Results(output);
    assertThat(FinalRows.of("wrong-times", results.rows("counts")))
        .extracting(row -> row.get("window_start").textValue(), row -> row.get("count").longValue())
        .containsExactlyInAnyOrder(
            tuple("2015-02-23T12:09:00.000Z", 200L),
            tuple("2015-02-23T12:09:10.000Z", 200L),
            tuple("2015-02-23T12:09:20.000Z", 200L));
    assertThat(results.rows("hundreds"))
        .extracting(row -> row.get("Device").textValue() + row.get("window").longValue())
        .containsExactlyInAnyOrder("a0", "a1", "a2", "b0", "b1", "b2");
    Map<String, Long> late =
        results.rows("late").stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.get("reason").textValue(), TreeMap::new, Collectors.counting()));
    assertThat(late)
        .isEqualTo(Map.of("from_the_future", 1L, "behind_order", 7L, "window_expired", 7L));
    assertThat(results.records("accepted")).isEqualTo(2 * EACH + 8);
    assertThat(results.records("late")).isEqualTo(15);
    assertThat(results.manifest().at("/steps/Time").toString())
        .isEqualTo("{\"read\":608,\"late\":1}");
    assertThat(results.manifest().at("/steps/Counts/read").longValue()).isEqualTo(607);
  }

  @Test
  void wrongTimesAreExplained() throws IOException {
    write();
    Outcome outcome =
        Outcome.of(
            Collections.unmodifiableList(
                arguments("direct", "batch", folder.resolve("out"), "--explain=u/b/9000")));
    outcome.endsWith(0);
    assertThat(outcome.out())
        .contains("Time")
        .contains("from the future, by ")
        .contains("its event time is more than 86,400,000 ms past its arrival")
        .doesNotContain("Hundreds");
    JsonNode late =
        new Results(folder.resolve("out"))
            .rows("late").stream()
                .filter(row -> row.get("reason").textValue().equals("from_the_future"))
                .findFirst()
                .orElseThrow();
    assertThat(late.get("window_start").isNull()).isTrue();
    assertThat(late.get("window_end").isNull()).isTrue();
    assertThat(late.get("late_by_ms").longValue())
        .isEqualTo(WRONG_YEAR - (START + 1_000) - 86_400_000);
  }

  private List<String> arguments(String profile, String mode, Path output, String... more)
      throws IOException {
    Path pipeline = Files.writeString(folder.resolve("wrong-times.yaml"), PIPELINE);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--pipeline=" + pipeline,
                "--profile=runner-profiles/" + profile + ".properties",
                "--mode=" + mode,
                "--input=" + folder.resolve("in") + "/*.json",
                "--output=" + output));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Each arrives a second after it happened. */
  private void write() throws IOException {
    Path input = Files.createDirectory(folder.resolve("in"));
    List<String> a = new ArrayList<>();
    List<String> b = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      a.add(line("a", i, START + i * 100L + 1_000, START + i * 100L));
      b.add(line("b", i, START + i * 100L + 1_050, START + i * 100L + 50));
    }
    a.add(100, line("a", 8_000, WRONG_YEAR, START + 10_000));
    a.add(0, line("a", 8_001, WRONG_YEAR, START));
    for (int i = 0; i < 5; i++) {
      b.add(20 + 50 * i, line("b", 8_000 + i, WRONG_YEAR + i * 1_000L, START + 5_000));
    }
    b.add(5, line("b", 9_000, START + 1_000, WRONG_YEAR));
    Files.write(input.resolve("a.json"), a);
    Files.write(input.resolve("b.json"), b);
  }

  private static String line(String device, int index, long arrival, long event) {
    return """
        {"Arrival_Time":%d,"Creation_Time":%d,"Device":"%s","Index":%d,"User":"u","x":1.0}\
        """
        .formatted(arrival, event * 1_000_000, device, index);
  }
}
