package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidemark.testing.FinalRows;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three devices that each take a reading every 100 ms for half a minute, all at the same instants;
 * each arrives a second later. The clock of {@code ok} is right, that of {@code far} is 1,846 s
 * ahead, and that of {@code boot} counts from when it was started, stands still for 20 s after 100
 * of its readings and begins again at zero after 200. Corrected, all give the same rows.
 */
class ClocksIT {
  private static final long START = 1_424_693_340_000L;
  private static final int EACH = 300;
  private static final long MILLI = 1_000_000;
  private static final String PIPELINE =
      """
      pipeline:
        type: composite
        transforms:
          - {type: ReadFromJson, name: Read, path: nowhere.json}
          - {type: AssignTimestamps, name: Time, input: Read, timestamp: Creation_Time, max_delay: 2s, clock: {table: clocks.yaml}}
          - {type: Combine, name: Counts, input: Time, windowing: {type: fixed, size: 10s, allowed_lateness: 0s}, group_by: Device, combine: {count: count}}
          - {type: WriteToJson, input: Counts, path: counts}
          - {type: MapToFields, name: Fewer, input: Time, fields: {Gadget: Device, x: x}}
          - {type: CountWindows, name: Hundreds, input: Fewer, key: Gadget, count: 100, mean: x}
          - {type: WriteToJson, input: Hundreds, path: hundreds}
      """;

  /** What a person would write who knows these clocks. */
  private static final String TABLE =
      """
      version: 1
      timestamp: Creation_Time
      unit: ns
      devices:
        - device: far
          segments:
            - {from: 2015-02-23T12:39:46Z, to: 2015-02-23T12:40:16Z, subtract: 1846s}
        - device: boot
          segments:
            - {from: 1970-01-01T00:00:05Z, to: 1970-01-01T00:00:14.9Z, subtract: -1424693335s}
            - {from: 1970-01-01T00:00:15Z, to: 1970-01-01T00:00:24.9Z, subtract: -1424693355s}
            - {from: 1970-01-01T00:00:00Z, to: 1970-01-01T00:00:09.9Z, subtract: -1424693400s}
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
  void areCorrectedAlikeEverywhere(String profile, String mode) throws IOException {
    write();
    Files.writeString(folder.resolve("clocks.yaml"), TABLE);
    Path output = folder.resolve("out");
    Outcome.of(arguments(profile, mode, output)).endsWith(0);

    Results results = new Results(output);
    assertThat(FinalRows.of("clocks", results.rows("counts")))
        .extracting(
            row -> row.get("Device").textValue(),
            row -> row.get("window_start").textValue(),
            row -> row.get("count").longValue())
        .containsExactlyInAnyOrder(
            tuple("ok", "2015-02-23T12:09:00.000Z", 100L),
            tuple("ok", "2015-02-23T12:09:10.000Z", 100L),
            tuple("ok", "2015-02-23T12:09:20.000Z", 100L),
            tuple("far", "2015-02-23T12:09:00.000Z", 100L),
            tuple("far", "2015-02-23T12:09:10.000Z", 100L),
            tuple("far", "2015-02-23T12:09:20.000Z", 100L),
            tuple("boot", "2015-02-23T12:09:00.000Z", 100L),
            // After the pause of 20 s, and after it has begun again 20 s later.
            tuple("boot", "2015-02-23T12:09:30.000Z", 100L),
            tuple("boot", "2015-02-23T12:10:00.000Z", 100L));
    assertThat(results.rows("hundreds"))
        .extracting(
            row -> row.get("Gadget").textValue() + row.get("window").longValue(),
            row -> row.get("start").textValue(),
            row -> row.get("end").textValue())
        .containsExactlyInAnyOrder(
            tuple("ok0", "2015-02-23T12:09:00.000000Z", "2015-02-23T12:09:09.900000Z"),
            tuple("ok1", "2015-02-23T12:09:10.000000Z", "2015-02-23T12:09:19.900000Z"),
            tuple("ok2", "2015-02-23T12:09:20.000000Z", "2015-02-23T12:09:29.900000Z"),
            tuple("far0", "2015-02-23T12:09:00.000000Z", "2015-02-23T12:09:09.900000Z"),
            tuple("far1", "2015-02-23T12:09:10.000000Z", "2015-02-23T12:09:19.900000Z"),
            tuple("far2", "2015-02-23T12:09:20.000000Z", "2015-02-23T12:09:29.900000Z"),
            tuple("boot0", "2015-02-23T12:09:00.000000Z", "2015-02-23T12:09:09.900000Z"),
            tuple("boot1", "2015-02-23T12:09:30.000000Z", "2015-02-23T12:09:39.900000Z"),
            tuple("boot2", "2015-02-23T12:10:00.000000Z", "2015-02-23T12:10:09.900000Z"));
    assertThat(results.records("late")).isZero();
    assertThat(results.manifest().at("/steps/Time").toString())
        .isEqualTo("{\"read\":900,\"corrected\":600}");
    assertThat(results.manifest().at("/clocks/Time/table").textValue()).isEqualTo("clocks.yaml");
    assertThat(results.manifest().at("/clocks/Time/digest").textValue()).startsWith("sha256:");
  }

  /** A stream stamps the batch with what the clock that is ahead has shown. */
  @ParameterizedTest
  @CsvSource({"direct, batch", "direct, replay", "spark, replay"})
  void aReadingOfAClockThatIsAheadIsHeldUpForADay(String profile, String mode) throws IOException {
    long day = 86_400_000;
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      long happened = i == 50 ? START : START + day + i * 100L;
      lines.add(line("far", i, day + i * 100L, (happened + 1_846_000) * MILLI));
    }
    Path input = Files.createDirectory(folder.resolve("in"));
    Files.write(input.resolve("far.json"), lines);
    Files.writeString(folder.resolve("clocks.yaml"), TABLE);
    Path output = folder.resolve("out");
    Outcome.of(arguments(profile, mode, output)).endsWith(0);

    Results results = new Results(output);
    assertThat(results.records("late")).as("for either step").isEqualTo(2);
    assertThat(FinalRows.of("clocks", results.rows("counts")))
        .extracting(row -> row.get("count").longValue())
        .containsExactly(99L);
  }

  /** What the command finds by itself corrects as well as what a person knows. */
  @Test
  void areCorrectedByTheTableThatClocksWrites() throws IOException {
    write();
    Path table = folder.resolve("clocks.yaml");
    Outcome clocks =
        Outcome.of("clocks", "--input=" + folder.resolve("in") + "/*.json", "--write=" + table)
            .endsWith(0);
    assertThat(clocks.out().lines().skip(1).map(line -> line.substring(0, line.indexOf(' '))))
        .containsSubsequence("boot", "far", "ok");
    Path output = folder.resolve("out");
    Outcome.of(arguments("direct", "batch", output)).endsWith(0);

    // By the table each reading arrives at once: a second later than it happened.
    assertThat(new Results(output).rows("hundreds"))
        .extracting(
            row -> row.get("Gadget").textValue() + row.get("window").longValue(),
            row -> row.get("start").textValue())
        .contains(
            tuple("far0", "2015-02-23T12:09:01.000000Z"),
            tuple("boot1", "2015-02-23T12:09:31.000000Z"),
            tuple("boot2", "2015-02-23T12:10:01.000000Z"));
  }

  @Test
  void correctionsAreExplained() throws IOException {
    write();
    Files.writeString(folder.resolve("clocks.yaml"), TABLE);
    List<String> arguments = new ArrayList<>(arguments("direct", "batch", folder.resolve("out")));
    arguments.add("--explain=u/far/7");
    assertThat(Outcome.of(arguments).endsWith(0).out())
        .contains("2015-02-23T12:09:00.700000Z (Creation_Time); arrived")
        .contains("corrected by clocks.yaml: the clock of far shows 2015-02-23T12:39:46.700000Z");
  }

  private List<String> arguments(String profile, String mode, Path output) throws IOException {
    Path pipeline = Files.writeString(folder.resolve("clocks-it.yaml"), PIPELINE);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--pipeline=" + pipeline,
                "--profile=runner-profiles/" + profile + ".properties",
                "--mode=" + mode,
                "--input=" + folder.resolve("in") + "/*.json",
                "--output=" + output));
    if (mode.equals("follow")) {
      arguments.add("--stopAfter=4s");
    }
    return arguments;
  }

  private void write() throws IOException {
    Path input = Files.createDirectory(folder.resolve("in"));
    for (String device : List.of("ok", "far", "boot")) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        long since = i * 100L;
        lines.add(
            switch (device) {
              case "far" -> line(device, i, since, (START + since + 1_846_000) * MILLI);
              case "boot" ->
                  i < 100
                      ? line(device, i, since, (5_000 + since) * MILLI)
                      : i < 200
                          ? line(device, i, since + 20_000, (5_000 + since) * MILLI)
                          : line(device, i, since + 40_000, (since - 20_000) * MILLI);
              default -> line(device, i, since, (START + since) * MILLI);
            });
      }
      Files.write(input.resolve(device + ".json"), lines);
    }
  }

  private static String line(String device, int index, long since, long event) {
    return """
        {"Arrival_Time":%d,"Creation_Time":%d,"Device":"%s","Index":%d,"User":"u","x":1.0}\
        """
        .formatted(START + since + 1_000, event, device, index);
  }
}
