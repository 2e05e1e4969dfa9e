package dev.tidemark.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --explain-window} prints, against windows worked out by hand. */
class ExplainWindowIT {
  private static final String STEPS =
      """
      pipeline:
        transforms:
          - {type: ReadFromJson, name: Read, config: {path: none}}
          - type: AssignTimestamps
            name: Times
            input: Read
            config: {timestamp: Creation_Time, max_delay: 10s}
          - type: Combine
            name: Counts
            input: Times
            windowing: {type: fixed, size: 1m, allowed_lateness: 1m}
            config: {group_by: User, combine: {count: count}}
          - {type: WriteToJson, name: A, input: Counts, config: {path: a}}
          - type: Combine
            name: Sessions
            input: Times
            windowing: {type: sessions, gap: 5s, allowed_lateness: 1m}
            config: {group_by: User, combine: {count: count}}
          - {type: WriteToJson, name: B, input: Sessions, config: {path: b}}
          - type: Combine
            name: Sliding
            input: Times
            windowing: {type: sliding, size: 2m, period: 1m}
            config: {combine: {count: count}}
          - {type: WriteToJson, name: C, input: Sliding, config: {path: c}}
      """;

  /** The window of the first minute; DAY is the day. */
  private static final String COUNTS =
      """
      Counts/a/b: window [DAY12:00:00.000Z, DAY12:01:00.000Z)
        readings  5 counted, 2 of them late; 1 too late, not counted
        first     a/b/d/1 at DAY12:00:01.000000Z, arrived DAY12:00:01.500Z
        last      a/b/d/3 at DAY12:00:59.000000Z, arrived DAY12:01:05.000Z
        late      a/b/d/4 at DAY12:00:30.000000Z, arrived DAY12:01:10.000Z, 0 ms after the watermark reached the end
                  a/b/d/5 at DAY12:00:31.000000Z, arrived DAY12:01:40.000Z, 30,000 ms after the watermark reached the end
        too late  a/b/d/6 at DAY12:00:02.000000Z, arrived DAY12:02:10.000Z, 60,000 ms after the watermark reached the end
        panes     on time, when arrivals reach DAY12:01:10.000Z: 3 readings
                  late, when arrivals reach DAY12:01:10.000Z: 4 readings
                  late, when arrivals reach DAY12:01:40.000Z: 5 readings
        members   a/b/d/1 at DAY12:00:01.000000Z, arrived DAY12:00:01.500Z
                  a/b/d/2 at DAY12:00:04.000000Z, arrived DAY12:00:04.000Z
                  a/b/d/4 at DAY12:00:30.000000Z, arrived DAY12:01:10.000Z
                  a/b/d/5 at DAY12:00:31.000000Z, arrived DAY12:01:40.000Z
                  a/b/d/3 at DAY12:00:59.000000Z, arrived DAY12:01:05.000Z
      """;

  /** A session of which both readings are late, the second of which extends it. */
  private static final String SESSION =
      """
      Sessions/a/b: session [DAY12:00:30.000Z, DAY12:00:36.000Z)
        readings  2 counted, 2 of them late; 0 too late, not counted
        first     a/b/d/4 at DAY12:00:30.000000Z, arrived DAY12:01:10.000Z
        last      a/b/d/5 at DAY12:00:31.000000Z, arrived DAY12:01:40.000Z
        late      a/b/d/4 at DAY12:00:30.000000Z, arrived DAY12:01:10.000Z, 25,000 ms after the watermark reached the end of its own window
                  a/b/d/5 at DAY12:00:31.000000Z, arrived DAY12:01:40.000Z, 54,000 ms after the watermark reached the end of its own window
        panes     late, when arrivals reach DAY12:01:10.000Z: 1 reading
                  late, when arrivals reach DAY12:01:40.000Z: 2 readings
        members   a/b/d/4 at DAY12:00:30.000000Z, arrived DAY12:01:10.000Z
                  a/b/d/5 at DAY12:00:31.000000Z, arrived DAY12:01:40.000Z
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"batch", "replay"})
  void aFixedWindow(String mode) throws Exception {
    String profile = "runner-profiles/direct.properties";
    assertThat(explained(folder, profile, mode, "Counts/a/b/DAY12:00:00.000Z")).isEqualTo(COUNTS);
  }

  @Test
  void sessions() throws Exception {
    assertThat(explained("Sessions/a/b/DAY12:00:30Z")).isEqualTo(SESSION);
    assertThat(explained("Sessions/a/b/DAY12:00:01Z"))
        .isEqualTo(
            """
            Sessions/a/b: session [DAY12:00:01.000Z, DAY12:00:09.000Z)
              readings  2 counted, 0 of them late; 1 too late, not counted
              first     a/b/d/1 at DAY12:00:01.000000Z, arrived DAY12:00:01.500Z
              last      a/b/d/2 at DAY12:00:04.000000Z, arrived DAY12:00:04.000Z
              too late  a/b/d/6 at DAY12:00:02.000000Z, arrived DAY12:02:10.000Z, 113,000 ms after the watermark reached the end of its own window
              panes     on time, when arrivals reach DAY12:00:19.000Z: 2 readings
              members   a/b/d/1 at DAY12:00:01.000000Z, arrived DAY12:00:01.500Z
                        a/b/d/2 at DAY12:00:04.000000Z, arrived DAY12:00:04.000Z
            """);
    assertThat(explained("Sessions/a/b/DAY12:00:05Z"))
        .isEqualTo(
            """
            Sessions/a/b: no reading is in a window that starts at DAY12:00:05.000Z
              the nearest that hold readings start at DAY12:00:01.000Z and DAY12:00:30.000Z
            """);
  }

  /** Of all keys, where nothing is too late. */
  @Test
  void aSlidingWindow() throws Exception {
    assertThat(explained("Sliding/DAY11:59:00Z"))
        .startsWith(
            """
            Sliding: window [DAY11:59:00.000Z, DAY12:01:00.000Z)
              readings  7 counted, 0 of them late; 0 too late, not counted
              first     a/b/d/1 at DAY12:00:01.000000Z, arrived DAY12:00:01.500Z
              last      a/b/d/3 at DAY12:00:59.000000Z, arrived DAY12:01:05.000Z
              panes     on time, when arrivals reach DAY12:01:10.000Z: 4 readings
                        late, when arrivals reach DAY12:01:10.000Z: 5 readings
                        late, when arrivals reach DAY12:01:40.000Z: 6 readings
                        late, when arrivals reach DAY12:02:10.000Z: 7 readings
              members   a/b/d/1 at""");
  }

  @Test
  void whatIsNotThere() throws Exception {
    assertThat(explained("Counts/a/b/DAY12:05:00Z"))
        .isEqualTo(
            """
            Counts/a/b: no reading is in a window that starts at DAY12:05:00.000Z
              the nearest that hold readings start at DAY12:01:00.000Z
            """);
    assertThat(explained("Counts/nobody/DAY12:00:00Z"))
        .isEqualTo(
            """
            Counts/nobody: no reading of this key reached Counts
              there are a/b, z\\u001b[2J
            """);
    assertThat(explained("Counts/z\\u001b[2J/DAY12:00:00Z"))
        .startsWith(
            "Counts/z\\u001b[2J: window [DAY12:00:00.000Z, DAY12:01:00.000Z)\n"
                + "  readings  1 counted, 0 of them late; 0 too late, not counted\n");
  }

  @Test
  void whatIsWrong() throws Exception {
    wrong(
        "Count/a/2015-02-23T12:00:00Z",
        "needs STEP/KEY/START, where STEP is one of Counts, Sessions, Sliding, not"
            + " 'Count/a/2015-02-23T12:00:00Z'");
    wrong(
        "Counts/a/noon",
        "needs the start of a window of Counts at its end, such as 2015-02-23T13:00:00.000Z, not"
            + " 'noon'");
    wrong(
        "Counts/a/2015-02-23T12:00:30Z",
        "needs the start of a window: those of Counts start every 1 min, as at"
            + " 2015-02-23T12:00:00.000Z and 2015-02-23T12:01:00.000Z, not at"
            + " 2015-02-23T12:00:30Z");
  }

  @Test
  void readingsWithoutANameAreListedByTheirTimes() throws IOException {
    Files.writeString(
        folder.resolve("nameless.yaml"),
        """
        pipeline:
          type: chain
          transforms:
            - type: ReadFromJson
              path: nameless.json
              schema:
                properties: {at: {type: integer, unit: ms}, came: {type: integer, unit: ms}}
                required: [at, came]
              arrival_time: came
            - {type: AssignTimestamps, timestamp: at, max_delay: 1s}
            - type: Combine
              name: Counts
              windowing: {type: fixed, size: 10s}
              config: {combine: {n: {fn: count}}}
            - {type: WriteToJson, path: results}
        """);
    Files.writeString(folder.resolve("nameless.json"), "{\"at\":1000,\"came\":1500}\n");
    Outcome outcome =
        Outcome.of(
            "--pipeline=" + folder.resolve("nameless.yaml"),
            "--input=" + folder.resolve("nameless.json"),
            "--profile=runner-profiles/direct.properties",
            "--output=" + folder.resolve("out"),
            "--explain-window=Counts/1970-01-01T00:00:00Z");
    assertThat(outcome.endsWith(0).out())
        .contains(
            "  first     a reading at 1970-01-01T00:00:01.000000Z, arrived"
                + " 1970-01-01T00:00:01.500Z\n");
  }

  private void wrong(String window, String problem) throws IOException {
    run(folder, "runner-profiles/direct.properties", "batch", window)
        .failsWith(64, "--explain-window " + problem);
  }

  private String explained(String window) throws IOException {
    return explained(folder, "runner-profiles/direct.properties", "batch", window);
  }

  /** Fails unless a runner explains a window and a session as they were worked out. */
  static void assertExplained(Path folder, String profile) throws IOException {
    assertThat(explained(folder, profile, "batch", "Counts/a/b/DAY12:00:00Z")).isEqualTo(COUNTS);
    assertThat(explained(folder, profile, "batch", "Sessions/a/b/DAY12:00:30Z")).isEqualTo(SESSION);
  }

  private static String explained(Path folder, String profile, String mode, String window)
      throws IOException {
    return run(folder, profile, mode, window.replace("DAY", "2015-02-23T"))
        .endsWith(0)
        .out()
        .replace("2015-02-23T", "DAY");
  }

  private static Outcome run(Path folder, String profile, String mode, String window)
      throws IOException {
    Files.writeString(folder.resolve("steps.yaml"), STEPS);
    Files.write(
        folder.resolve("in.json"),
        List.of(
            reading("a/b", 1, "12:00:01", "12:00:01.500"),
            reading("a/b", 2, "12:00:04", "12:00:04"),
            reading("z\\u001b[2J", 8, "12:00:05", "12:00:05"),
            reading("a/b", 7, "12:01:02", "12:01:02"),
            reading("a/b", 3, "12:00:59", "12:01:05"),
            reading("a/b", 4, "12:00:30", "12:01:10"),
            reading("a/b", 5, "12:00:31", "12:01:40"),
            reading("a/b", 6, "12:00:02", "12:02:10")));
    return Outcome.of(
        "--pipeline=" + folder.resolve("steps.yaml"),
        "--input=" + folder.resolve("in.json"),
        "--profile=" + profile,
        "--output=" + folder.resolve("out"),
        "--overwrite",
        "--mode=" + mode,
        "--explain-window=" + window);
  }

  private static String reading(String user, int index, String eventTime, String arrival) {
    return "{\"Creation_Time\":%d000000,\"Arrival_Time\":%d,\"User\":\"%s\",\"Device\":\"d\",\"Index\":%d}"
        .formatted(millis(eventTime), millis(arrival), user, index);
  }

  private static long millis(String time) {
    return Instant.parse("2015-02-23T" + time + "Z").toEpochMilli();
  }
}
