package dev.tidemark.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schema.Field.Unit;
import dev.tidemark.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables, and what they make of event times, worked out by hand. */
class ClockTableTest {
  private static final long SECOND = 1_000_000_000L;

  /** 2015-02-23T10:00:00Z in s. */
  private static final long TEN = 1_424_685_600L;

  private static final String TABLE =
      """
      version: 1
      timestamp: Creation_Time
      unit: ns
      devices:
        - device: phone
          verdict: ahead
          segments:
            - {from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: 1846.5s}
        - device: slow
          segments:
            - {from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: -2s, drift_ppm: -50}
        - device: sleepy
          segments:
            - {from: 2015-02-23T10:00:00Z, to: 2015-02-23T10:10:00Z, subtract: 0s}
            - {from: 2015-02-23T10:10:30Z, to: 2015-02-23T10:20:00Z, subtract: -60s}
        - device: set
          segments:
            - {from: 2015-02-23T10:00:00Z, to: 2015-02-23T10:10:00Z, subtract: 0s}
            - {from: 2015-02-23T10:05:00Z, to: 2015-02-23T10:20:00Z, subtract: -300s}
        - device: watch
          unit: ms
          segments:
            - {from: 1970-01-01T00:00:10Z, to: 1970-01-01T00:20:00Z, subtract: -1424685000s}
      """;

  private static final String DRIFT =
      "drift_ppm must be from -500 to 500: no clock gains or loses more; divide the segment,"
          + " or make the table again with 'clocks --write'";
  private static final String RANGE =
      "subtract makes of 'to' a time that is not from 1970 to 2261; make the table again with"
          + " 'clocks --write'";
  private static final String NO_NAME =
      "device must be a name; put one that is 'null' in quotes, and for readings without one write"
          + " \"\"";

  private static ClockTable table() {
    return read(TABLE);
  }

  private static ClockTable read(String text) {
    Problems problems = new Problems();
    Optional<ClockTable> table = ClockTableReader.read("clocks.yaml", text, problems);
    assertThat(problems.in("clocks.yaml")).isEmpty();
    return table.orElseThrow();
  }

  private static List<String> problemsOf(String text) {
    Problems problems = new Problems();
    assertThat(ClockTableReader.read("clocks.yaml", text, problems)).isEmpty();
    return problems.in("clocks.yaml");
  }

  /** What the table makes of an event time, both in s after ten. */
  private static double corrected(String device, double event, double arrival) {
    long nanos = TEN * SECOND + (long) (event * SECOND);
    return (table().corrected(device, nanos, TEN * 1_000 + (long) (arrival * 1_000)) - TEN * SECOND)
        / 1e9;
  }

  @Test
  void aClockThatIsAhead() {
    assertThat(table().corrects("phone")).isTrue();
    assertThat(corrected("phone", 1_900.75, 54.5)).isEqualTo(54.25);
    // Before the first segment and after the last, they go on.
    assertThat(corrected("phone", -100, 0)).isEqualTo(-1_946.5);
    assertThat(corrected("phone", 10_000, 9_000)).isEqualTo(8_153.5);
  }

  @Test
  void aClockThatLoses() {
    assertThat(corrected("slow", 0, 2)).isEqualTo(2);
    // It has lost 50 millionths of an hour more: 0.18 s.
    assertThat(corrected("slow", 3_600, 3_603)).isEqualTo(3_602.18);
  }

  @Test
  void betweenTwoSegmentsTheEarlierOneGoesOn() {
    assertThat(corrected("sleepy", 600, 600)).isEqualTo(600);
    assertThat(corrected("sleepy", 629.9, 690)).isEqualTo(629.9);
    assertThat(corrected("sleepy", 630, 690)).isEqualTo(690);
    assertThat(corrected("sleepy", 5_000, 5_060)).isEqualTo(5_060);
  }

  @Test
  void aTimeThatAClockShowedTwiceIsTheOneByWhichTheReadingArrivedSoonest() {
    // The clock showed 10:06 at 10:06, and again at 10:11.
    assertThat(corrected("set", 360, 361)).isEqualTo(360);
    assertThat(corrected("set", 360, 661)).isEqualTo(660);
    // By a quarter of a second arrivals may be wrong.
    assertThat(corrected("set", 360, 659.75)).isEqualTo(660);
    assertThat(corrected("set", 360, 659.749)).isEqualTo(360);
    // Neither is possible: the one that is less wrong.
    assertThat(corrected("set", 360, 300)).isEqualTo(360);
    // It showed these only once.
    assertThat(corrected("set", 120, 5_000)).isEqualTo(120);
    assertThat(corrected("set", 900, 5_000)).isEqualTo(1_200);
  }

  @Test
  void numbersOfAnotherUnit() {
    // 600,123 ms, which the schema takes for ns.
    assertThat(table().corrected("watch", 600_123, TEN * 1_000))
        .isEqualTo(TEN * SECOND + 123_000_000);
  }

  @Test
  void devicesThatAreNotInItAreRight() {
    assertThat(table().corrects("other")).isFalse();
    assertThat(corrected("other", 12.5, 99)).isEqualTo(12.5);
    assertThat(ClockTable.NONE.isEmpty()).isTrue();
    assertThat(ClockTable.NONE.corrected("", 7, 8)).isEqualTo(7);
  }

  /** By trying each segment in turn, as the rule says it. */
  @Test
  void manySegmentsAreSearchedAsIfOneByOne() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      List<ClockSegment> segments = new ArrayList<>();
      for (int i = random.nextInt(8); i >= 0; i--) {
        long from = random.nextInt(100);
        segments.add(
            new ClockSegment(from, from + random.nextInt(40), random.nextInt(100) - 50L, 0));
      }
      DeviceCorrection correction = new DeviceCorrection(Unit.NANOS, Unit.NANOS, segments);
      for (long event = -5; event < 160; event++) {
        long arrivalMs = random.nextInt(3) - 1L;
        assertThat(correction.corrected(event, arrivalMs))
            .as("%d of %s", event, segments)
            .isEqualTo(oneByOne(event, segments, arrivalMs * 1_000_000));
      }
    }
  }

  private static long oneByOne(long event, List<ClockSegment> segments, long arrival) {
    List<Long> possible = new ArrayList<>();
    List<Long> impossible = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      ClockSegment segment = segments.get(i);
      boolean isLast = i == segments.size() - 1;
      boolean isAfter =
          isLast
              || (segments.get(i + 1).from() > segment.to() && event < segments.get(i + 1).from());
      if (event >= segment.from() && (event <= segment.to() || isAfter)) {
        long time = event - segment.subtract();
        (arrival - time >= -250_000_000 ? possible : impossible).add(time);
      }
    }
    if (!possible.isEmpty()) {
      return possible.stream().mapToLong(Long::longValue).max().orElseThrow();
    }
    if (!impossible.isEmpty()) {
      return impossible.stream().mapToLong(Long::longValue).min().orElseThrow();
    }
    ClockSegment earliest = segments.get(0);
    for (ClockSegment segment : segments) {
      earliest = segment.from() < earliest.from() ? segment : earliest;
    }
    return event - earliest.subtract();
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    ClockSurvey survey = new ClockSurvey(Unit.NANOS, 10_000, Long.MAX_VALUE);
    List<String> names =
        List.of("a", "a \"b\" \\ # : {}", "\u001b[31m", "null", "7", "é\ud83d\ude00", "");
    for (int i = 0; i < 400; i++) {
      for (int device = 0; device < names.size(); device++) {
        long gained = i * 40_000L * device;
        long slept = i < 200 ? 0 : 30 * SECOND;
        survey.add(
            names.get(device),
            (TEN + i) * 1_000,
            (TEN + i + 60 + device) * SECOND + gained - (device == 1 ? slept : 0) + device);
      }
    }
    List<DeviceClock> clocks = survey.clocks();
    ClockTable table =
        read(String.join("\n", ClockTableWriter.lines(clocks, "Creation_Time", Unit.NANOS)));
    assertThat(table.devices())
        .isEqualTo(
            clocks.stream().collect(Collectors.toMap(DeviceClock::device, DeviceClock::correction)))
        .hasSize(names.size());
    assertThat(table.timestamp()).isEqualTo("Creation_Time");
    assertThat(table.unit()).isEqualTo(Unit.NANOS);
  }

  @Test
  void aTableOfNoDevices() {
    ClockTable table = read(String.join("\n", ClockTableWriter.lines(List.of(), "at", Unit.NONE)));
    assertThat(table.isEmpty()).isTrue();
    assertThat(table.unit()).isEqualTo(Unit.NONE);
  }

  @Test
  void whatIsWrongIsReportedWhereItStands() {
    assertThat(problemsOf("[]"))
        .containsExactly("clocks.yaml:1:1: a clock table must be a mapping with the key 'devices'");
    assertThat(problemsOf("version: 2\ntimestamp: at\ndevices: []\n"))
        .containsExactly("clocks.yaml:1:10: unknown version '2'; did you mean '1'?");
    assertThat(problemsOf("version: 1\n"))
        .containsExactlyInAnyOrder(
            "clocks.yaml:1:1: the clock table needs 'timestamp': the field of the event times",
            "clocks.yaml:1:1: the clock table needs 'devices': a list of devices, each with its"
                + " segments");
    assertThat(
            problemsOf(
                """
                version: 1
                timestamp: at
                unit: ns
                devices:
                  - {device: a, segments: []}
                  - {device: [b], segments: [{from: x, to: 2015-02-23T10:00:00Z, subtract: 1}]}
                  - {device: c, segments: [{from: 2015-02-23T11:00:00Z, to: 2015-02-23T10:00:00Z, subtract: 1s}]}
                  - {device: c, segments: [{from: 2015-02-23T10:00:00Z, to: 2015-02-23T10:00:00Z, subtract: 1s, drift_ppm: 1e9}]}
                  - {device: d, verdict: odd, unit: h, segmets: []}
                  - e
                """))
        .containsExactly(
            "clocks.yaml:5:27: segments must be a list of at least one",
            "clocks.yaml:6:14: device must be one value, not a list",
            "clocks.yaml:6:37: from must be an instant from 1678 to 2261, such as"
                + " 2015-02-23T10:18:54.5Z, not 'x'",
            "clocks.yaml:6:76: subtract must be seconds, such as 1846.056138062s or -2s, not '1'",
            "clocks.yaml:7:57: 'to' is before 'from'",
            "clocks.yaml:8:14: the table has this device twice",
            "clocks.yaml:8:108: drift_ppm must be parts per million, such as 49.998, not '1e9'",
            "clocks.yaml:9:26: unknown verdict 'odd'; known are from_boot, ahead, behind, set,"
                + " pauses, drifts, ok",
            "clocks.yaml:9:37: unknown unit 'h'; did you mean 's'?",
            "clocks.yaml:9:40: unknown key 'segmets'; did you mean 'segments'?",
            "clocks.yaml:9:49: segments must be a list of at least one",
            "clocks.yaml:10:5: a device must be a mapping, not 'e'");
  }

  /** What is beyond what the command clocks writes: see {@link Drift} and {@link DeviceClock}. */
  @Test
  void whatNoClockDoesIsRefused() {
    assertThat(
            problemsOf(
                """
                version: 1
                timestamp: at
                unit: ns
                devices:
                  - {device: a, segments: [{from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: 1s, drift_ppm: 500.001}]}
                  - {device: b, segments: [{from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: 1s, drift_ppm: -501}]}
                  - {device: c, segments: [{from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: 1s, drift_ppm: .nan}]}
                  - {device: d, segments: [{from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: -9000000000s}]}
                  - {device: e, segments: [{from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: 1500000000s}]}
                  - {device: null, segments: [{from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: 1s}]}
                  - {device: ~, segments: [{from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: 1s}]}
                  - {device: , segments: [{from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: 1s}]}
                  - {device: f, verdict: unknown, segments: [{from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: 1s}]}
                """))
        .containsExactly(
            "clocks.yaml:5:97: " + DRIFT,
            "clocks.yaml:6:97: " + DRIFT,
            "clocks.yaml:7:108: drift_ppm must be parts per million, such as 49.998, not '.nan'",
            "clocks.yaml:8:83: " + RANGE,
            "clocks.yaml:9:83: " + RANGE,
            "clocks.yaml:10:14: " + NO_NAME,
            "clocks.yaml:11:14: " + NO_NAME,
            "clocks.yaml:12:13: " + NO_NAME,
            "clocks.yaml:13:26: unknown verdict 'unknown'; known are from_boot, ahead, behind, set,"
                + " pauses, drifts, ok");
    ClockTable most =
        read(
            """
            version: 1
            timestamp: at
            unit: ns
            devices:
              - {device: 'null', segments: [{from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: 0s, drift_ppm: 500}]}
              - {device: "", segments: [{from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: 0s, drift_ppm: -500}]}
            """);
    assertThat(most.devices()).containsOnlyKeys("null", "");
  }

  @Test
  void aTableIsNoCopyOfTheArrivals() {
    String segment =
        "      - {from: 2015-02-23T10:00:00Z, to: 2015-02-23T10:00:00Z, subtract: 1s}\n";
    String head = "version: 1\ntimestamp: at\ndevices:\n  - device: a\n    segments:\n";
    String most =
        IntStream.range(0, 5_000).mapToObj(i -> segment).collect(Collectors.joining("", head, ""));
    assertThat(read(most).devices().get("a").segments()).hasSize(5_000);
    assertThat(problemsOf(most + segment))
        .containsExactly("clocks.yaml:4:3: a clock table has at most 5,000 segments");
  }
}
