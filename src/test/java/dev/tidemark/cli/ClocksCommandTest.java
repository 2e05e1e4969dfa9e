package dev.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code clocks}: {@code docs/clocks.md}. */
class ClocksCommandTest {
  /** 23 Feb 2015 10:00 UTC, in s. */
  private static final long TEN = 1_424_685_600L;

  private static final long MILLI = 1_000_000L;

  @TempDir private Path folder;
  private String input;

  @BeforeEach
  void nameInput() {
    input = "--input=" + folder.resolve("in.json");
  }

  /** A reading each second; delays are 0, 1, 2, 3 and 4 ms in turn beside the offset. */
  @Test
  void printsATable() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      long arrival = (TEN + i) * 1_000;
      long noise = i % 5;
      lines.add(line("ahead", arrival, (arrival + 1_846_000 - noise) * MILLI));
      lines.add(line("boot", arrival, (arrival - TEN * 1_000 + 60_000 - noise) * MILLI));
      lines.add(line("millis", arrival, arrival - 2_000 - noise));
      lines.add(line("set", arrival, (arrival - noise + (i < 100 ? 0 : 60_000)) * MILLI));
    }
    Files.write(folder.resolve("in.json"), lines);
    Path rows = folder.resolve("rows.jsonl");
    Path table = folder.resolve("made/clocks.yaml");

    Outcome outcome =
        Outcome.of("clocks", input, "--output=" + rows, "--write=" + table).endsWith(0);

    assertThat(outcome.out())
        .isEqualTo(
            """
            device  readings  verdict    unit        epoch                     offset  drift      segments  median     p99  largest
            ahead        200  ahead      ns          1970           1,846.000 s ahead      -             1  2.0 ms  4.0 ms   4.0 ms
            boot         200  from_boot  ns          boot   boot 2015-02-23T09:59:00Z      -             1  2.0 ms  4.0 ms   4.0 ms
            millis       200  ok         ms, not ns  1970              2.000 s behind      -             1  2.0 ms  4.0 ms   4.0 ms
            set          200  set        ns          1970   0.000 s to 60.000 s ahead      -  2 (set once)  2.0 ms  4.0 ms   4.0 ms
              2015-02-23T10:00:00Z to 2015-02-23T10:01:38.996Z: 0.000 s
              2015-02-23T10:02:40Z to 2015-02-23T10:04:18.996Z: 60.000 s ahead
            """);
    assertThat(outcome.log())
        .contains("tidemark: 800 readings of 4 devices in ")
        .contains("tidemark: from_boot: the clock counts from when the device started")
        .contains("tidemark: ahead: the clock is ahead: readings seem to arrive before")
        .contains("tidemark: set: the clock was set back or ahead while readings were taken")
        .contains(
            "tidemark: Creation_Time of millis counts ms, not ns as the schema declares: --write=FILE"
                + " makes a table that also corrects the unit of these devices")
        .contains(rows + " holds 4 rows")
        .contains(table + " corrects 4 of 4 devices\n");
    assertThat(rows(rows))
        .extracting(
            row -> row.get("device").textValue(),
            row -> row.get("verdict").textValue(),
            row -> row.get("unit").textValue(),
            row -> row.get("epoch").textValue(),
            row -> row.get("median_ms").doubleValue(),
            row -> row.at("/segments/0/subtract_ns").longValue(),
            row -> row.get("segments").size())
        .containsExactly(
            tuple("ahead", "ahead", "ns", "1970", 2.0, 1_846_000_000_000L, 1),
            tuple("boot", "from_boot", "ns", "boot", 2.0, (60 - TEN) * 1_000_000_000, 1),
            tuple("millis", "ok", "ms", "1970", 2.0, -2_000_000_000L, 1),
            tuple("set", "set", "ns", "1970", 2.0, 0L, 2));
  }

  @Test
  void timesThatFitNoUnit() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      long arrival = (TEN + i) * 1_000;
      lines.add(line("mixed", arrival, arrival * (i < 100 ? 1 : MILLI)));
      lines.add(line("never", arrival, -1));
      lines.add(line("right", arrival, arrival * MILLI));
    }
    Files.write(folder.resolve("in.json"), lines);
    Path rows = folder.resolve("rows.jsonl");
    Path table = folder.resolve("clocks.yaml");
    Outcome outcome =
        Outcome.of("clocks", input, "--output=" + rows, "--write=" + table).endsWith(0);
    assertThat(outcome.out())
        .isEqualTo(
            """
            device  readings  verdict  unit       epoch     offset  drift  segments  median     p99  largest
            mixed        200  unknown  ms and ns  unknown        -      -         -       -       -        -
            never        200  unknown  unknown    unknown        -      -         -       -       -        -
            right        200  ok       ns         1970     0.000 s      -         1  0.0 ms  0.0 ms   0.0 ms
            """);
    assertThat(outcome.log())
        .contains("tidemark: unknown: the clock shows times that fit no unit and epoch, or several")
        .contains("corrects 0 of 3 devices; it cannot correct 2, the others are right to within");
    assertThat(rows(rows))
        .extracting(
            row -> row.get("unit").textValue(),
            row -> row.get("epoch").textValue(),
            row -> row.has("median_ms"),
            row -> row.get("segments").size())
        .containsExactly(
            tuple("ms and ns", "unknown", false, 0),
            tuple("unknown", "unknown", false, 0),
            tuple("ns", "1970", true, 1));
    assertThat(Files.readString(table)).endsWith("devices: []\n");
  }

  @Test
  void aSchemaThatDeclaresAnotherUnit() throws Exception {
    Files.write(
        folder.resolve("in.json"),
        List.of(line("a", TEN * 1_000, TEN * 1_000), line("b", TEN * 1_000, TEN * 1_000)));
    Outcome outcome = Outcome.of("clocks", input).endsWith(0);
    assertThat(outcome.log()).contains("tidemark: 2 readings of 2 devices in ");
    assertThat(outcome.out().lines().skip(1))
        .hasSize(2)
        .allMatch(line -> line.contains("ms, not ns"));
    assertThat(outcome.log())
        .contains(
            "tidemark: Creation_Time of all devices counts ms, not ns as the schema declares: declare"
                + " it in the pipeline file, Creation_Time: {type: integer, unit: ms}");
  }

  @Test
  void aReadingOfEachDevice() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      lines.add(line("d" + i, TEN * 1_000, (TEN - i) * 1_000 * MILLI));
    }
    Files.write(folder.resolve("in.json"), lines);
    Outcome outcome = Outcome.of("clocks", input).endsWith(0);
    assertThat(outcome.out().lines().skip(1)).hasSize(3).allMatch(line -> line.contains(" 1  ok "));
    assertThat(outcome.log()).doesNotContain("--write");
  }

  @Test
  void namesThatATerminalWouldObey() throws Exception {
    Files.write(
        folder.resolve("in.json"),
        List.of(
            line("\\u001b[31mred", TEN * 1_000, TEN * 1_000 * MILLI),
            line("two\\nlines", TEN * 1_000, TEN * 1_000 * MILLI),
            line("x".repeat(100), TEN * 1_000, TEN * 1_000 * MILLI),
            line("", TEN * 1_000, TEN * 1_000 * MILLI)));
    Outcome outcome = Outcome.of("clocks", input).endsWith(0);
    assertThat(outcome.out().lines().map(line -> line.substring(0, 40).strip()))
        .containsExactly(
            "device", "(no name)", "\\u001b[31mred", "two\\u000alines", "x".repeat(37) + "...");
  }

  @Test
  void noReadings() throws Exception {
    Files.write(folder.resolve("in.json"), new byte[0]);
    Path table = folder.resolve("clocks.yaml");
    Outcome empty = Outcome.of("clocks", input, "--write=" + table).endsWith(0);
    assertThat(empty.out().lines()).singleElement().asString().startsWith("device ");
    assertThat(empty.log()).contains("tidemark: 0 readings of 0 devices");
    assertThat(Files.readString(table)).endsWith("devices: []\n");
  }

  /** As a run that reads no reading: there is nothing to show, and no table to write. */
  @Test
  void onlyMalformedLines() throws Exception {
    Files.writeString(folder.resolve("in.json"), "{\nnot json\n");
    Path table = folder.resolve("clocks.yaml");
    Outcome outcome = Outcome.of("clocks", input, "--write=" + table).endsWith(65);
    assertThat(outcome.log())
        .contains("0 readings of 0 devices in ", " s, 2 malformed lines\n")
        .contains("first malformed line: " + folder.resolve("in.json") + " byte 0: malformed_json")
        .endsWith("tidemark: none of the 2 lines read is a reading\n");
    assertThat(outcome.out()).isEmpty();
    assertThat(table).doesNotExist();
  }

  @Test
  void oneReadingAndOneMalformedLine() throws Exception {
    Files.writeString(folder.resolve("in.json"), line("a", 5, 5 * MILLI) + "\nnot json\n");
    assertThat(Outcome.of("clocks", input).endsWith(0).log())
        .contains("tidemark: 1 reading of 1 device in ", " s, 1 malformed line\n");
  }

  @Test
  void whatIsWrong() throws Exception {
    Files.writeString(folder.resolve("in.json"), line("a", TEN * 1_000, TEN) + "\n");
    Outcome.of("clocks", "--input=" + folder + "/none*.json")
        .failsWith(66, "no input matches " + folder + "/none*.json");
    Outcome.of("clocks", input, "--write=" + folder.resolve("in.json"))
        .failsWith(
            64, folder.resolve("in.json") + " exists; name another file, or add --overwrite");
    Outcome outcome =
        Outcome.of("clocks", input, "--overwrite", "--write=" + folder.resolve("in.json"))
            .endsWith(64);
    assertThat(outcome.log()).contains("in.json is an input; name another file to write");
    Outcome.of("clocks", input, "--output=" + folder + "/x", "--write=" + folder + "/x")
        .failsWith(64, "--output and --write name the same file");
    Outcome.of("clocks", input, "--write=" + folder)
        .failsWith(64, "--write needs a file, and " + folder + " is a directory");
    Outcome.of("clocks", input, "--tolerance=soon")
        .failsWith(
            64, "--tolerance must be a duration such as 500ms, 10s, 10m, 2h or 1d, not 'soon'");
    Outcome.of("clocks", "--pipeline=" + folder + "/none.yaml")
        .failsWith(64, "cannot read pipeline file " + folder + "/none.yaml: there is no such file");
    Path closed = Files.writeString(folder.resolve("file"), "");
    Outcome cannot = Outcome.of("clocks", input, "--write=" + closed + "/x.yaml").endsWith(74);
    assertThat(cannot.log())
        .contains("cannot write " + closed + "/x.yaml: " + closed + " is a file");
  }

  @Test
  void readingsThatDoNotSayWhenTheyArrived() throws Exception {
    Path pipeline =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            pipeline:
              type: chain
              transforms:
                - {type: ReadFromJson, path: in.json, schema: {properties: {at: {type: integer, unit: ms}}, required: [at]}}
                - {type: AssignTimestamps, timestamp: at}
                - {type: WriteToJson, path: results}
            """);
    Files.writeString(folder.resolve("in.json"), "{\"at\":5}\n");
    Outcome.of("clocks", "--pipeline=" + pipeline, input)
        .failsWith(
            64,
            pipeline
                + ": readings do not say when they arrived, so there is nothing to compare their"
                + " clocks with; name the 'arrival_time' of the schema");
  }

  /** Instants as text, and a device inside an object. */
  @Test
  void readingsOfASchema() throws Exception {
    Path pipeline =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            pipeline:
              type: chain
              transforms:
                - type: ReadFromJson
                  path: in.json
                  schema:
                    properties:
                      at: {type: string, format: date-time}
                      came: {type: integer, unit: s}
                      sensor: {type: string, from: device.id}
                    required: [at, came]
                  arrival_time: came
                  identity: sensor
                - {type: AssignTimestamps, timestamp: at, max_delay: 0s}
                - {type: WriteToJson, path: results}
            """);
    Files.writeString(
        folder.resolve("in.json"),
        "{\"at\":\"2015-02-23T10:01:30Z\",\"came\":%d,\"device\":{\"id\":\"s\"}}\n".formatted(TEN));
    Outcome outcome = Outcome.of("clocks", "--pipeline=" + pipeline, input).endsWith(0);
    assertThat(outcome.out().lines().skip(1))
        .singleElement()
        .asString()
        .matches("s +1 +ahead +iso +1970 +90.000 s ahead +- +1 +0.0 ms +0.0 ms +0.0 ms");
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(new ObjectMapper().readTree(line));
    }
    return rows;
  }

  private static String line(String device, long arrivalMs, long event) {
    return """
        {"Arrival_Time":%d,"Creation_Time":%d,"Device":"%s","User":"u"}\
        """
        .formatted(arrivalMs, event, device);
  }
}
