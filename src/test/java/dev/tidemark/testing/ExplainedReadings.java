package dev.tidemark.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A graph with a branch for every kind of step, and readings that each fare differently. */
public final class ExplainedReadings {
  private static final String PIPELINE =
      """
      pipeline:
        transforms:
          - {type: ReadFromJson, name: Read, config: {path: none}}
          - type: AssignTimestamps
            name: Times
            input: Read
            config: {timestamp: Creation_Time, max_delay: 10s}
          - {type: Deduplicate, name: Distinct, input: Times, config: {key: User, within: 10m}}
          - type: Combine
            name: Counts
            input: Distinct
            windowing: {type: fixed, size: 10m, allowed_lateness: 10m}
            config: {combine: {count: count}}
          - {type: WriteToJson, name: C, input: Counts, config: {path: counts}}
          - type: Combine
            name: Sliding
            input: Distinct
            windowing: {type: sliding, size: 10m, period: 5m, allowed_lateness: 0s}
            config: {combine: {count: count}}
          - {type: WriteToJson, name: L, input: Sliding, config: {path: sliding}}
          - {type: Filter, name: Moving, input: Distinct, config: {keep: gt <> 'sit'}}
          - type: Combine
            name: Sessions
            input: Moving
            windowing: {type: sessions, gap: 5s, allowed_lateness: 1m}
            config: {group_by: User, combine: {count: count}}
          - {type: WriteToJson, name: S, input: Sessions, config: {path: sessions}}
          - {type: WriteToJson, name: Raw, input: Moving, config: {path: moving}}
          - type: AlertOnCount
            name: Alerts
            input: Distinct
            config: {gap: 5s, count: 2, when: gt = 'walk'}
          - {type: WriteToJson, name: A, input: Alerts, config: {path: alerts}}
      """;

  /** Bytes of each line with its end. */
  private static final int WIDTH = 120;

  /** Readings whose traces are the same on both runners. */
  public enum Fate {
    /** Late for some windows, too late for others and for the order. */
    LATE(
        "a/d/1/3",
        """
        a/d/1/3
          Read      FILE, byte 240
          Times     1970-01-01T00:09:59.500000Z (Creation_Time); arrived 1970-01-01T00:10:15.500Z, 16.000 s later; the watermark then: 1970-01-01T00:10:05.500Z
          Distinct  kept, the first of its microsecond
          Counts    window [1970-01-01T00:00:00.000Z, 1970-01-01T00:10:00.000Z): counted, late: the watermark was 5,500 ms past its end
          Sliding   window [1970-01-01T00:00:00.000Z, 1970-01-01T00:10:00.000Z): too late, not counted: the watermark was 5,500 ms past its end, allowed_lateness is 0 ms
                    window [1970-01-01T00:05:00.000Z, 1970-01-01T00:15:00.000Z): counted, on time
          Moving    passed
          Sessions  its own session window [1970-01-01T00:09:59.500Z, 1970-01-01T00:10:04.500Z): counted, late: the watermark was 1,000 ms past its end
          Alerts    too late, by 6,000 ms: it arrived more than 10,000 ms after its event time
          Raw       written
        """),
    /** The one that raises the alert. */
    ALERTING(
        "a/d/1/4",
        """
        a/d/1/4
          Read      FILE, byte 360
          Times     1970-01-01T00:10:00.000000Z (Creation_Time); arrived 1970-01-01T00:10:00.100Z, 0.100 s later; the watermark then: 1970-01-01T00:09:50.100Z
          Distinct  kept, the first of its microsecond
          Counts    window [1970-01-01T00:10:00.000Z, 1970-01-01T00:20:00.000Z): counted, on time
          Sliding   window [1970-01-01T00:05:00.000Z, 1970-01-01T00:15:00.000Z): counted, on time
                    window [1970-01-01T00:10:00.000Z, 1970-01-01T00:20:00.000Z): counted, on time
          Moving    passed
          Sessions  its own session window [1970-01-01T00:10:00.000Z, 1970-01-01T00:10:05.000Z): counted, on time
          Alerts    taken in order; then came the row {"User":"a","session_start":"1970-01-01T00:09:59.000000Z","triggered_at":"1970-01-01T00:10:00.000000Z","count":2}
          Raw       written
        """),
    /** On two lines. */
    TWICE(
        "a/d/1/5",
        """
        a/d/1/5
          Read      FILE, byte 480
                    FILE, byte 960
          Times     1970-01-01T00:10:01.000000Z (Creation_Time); arrived 1970-01-01T00:10:01.000Z, 0.000 s later; the watermark then: 1970-01-01T00:09:51.000Z (2 times)
          Distinct  duplicate of a/d/1/5, which arrived 1970-01-01T00:10:01.000Z
                    kept, the first of its microsecond
          Counts    window [1970-01-01T00:10:00.000Z, 1970-01-01T00:20:00.000Z): counted, on time
          Sliding   window [1970-01-01T00:05:00.000Z, 1970-01-01T00:15:00.000Z): counted, on time
                    window [1970-01-01T00:10:00.000Z, 1970-01-01T00:20:00.000Z): counted, on time
          Moving    left out by the condition
          Alerts    taken in order
        """);

    private final String id;
    private final String trace;

    Fate(String id, String trace) {
      this.id = id;
      this.trace = trace;
    }
  }

  private final Path folder;
  private final String profile;

  /** Writes the pipeline file and its input. */
  public ExplainedReadings(Path folder, String profile) throws IOException {
    this.folder = folder;
    this.profile = profile;
    Files.writeString(folder.resolve("explained.yaml"), PIPELINE);
    List<String> lines = new ArrayList<>();
    lines.add(line(599_000_000_000L, 600_000, ",\"Index\":1,\"gt\":\"walk\""));
    lines.add(line(599_000_000_400L, 600_500, ",\"Index\":2,\"gt\":\"walk\""));
    lines.add(line(599_500_000_000L, 615_500, ",\"Index\":3,\"gt\":\"walk\""));
    lines.add(line(600_000_000_000L, 600_100, ",\"Index\":4,\"gt\":\"walk\""));
    lines.add(line(601_000_000_000L, 601_000, ",\"Index\":5,\"gt\":\"sit\""));
    lines.add(line(0, 1_300_000, ",\"Index\":6,\"gt\":\"walk\""));
    lines.add(line(700_000_000_000L, 775_000, ",\"Index\":7,\"gt\":\"walk\""));
    lines.add(line(800_000_000_000L, 799_000, ""));
    lines.add(lines.get(4));
    Files.writeString(input(), String.join("", lines));
  }

  private static String line(long nanos, long arrival, String more) {
    String json =
        "{\"Arrival_Time\":%d,\"Creation_Time\":%d,\"User\":\"a\",\"Device\":\"d/1\"%s}"
            .formatted(arrival, nanos, more);
    String line = json + " ".repeat(WIDTH - 1 - json.length()) + "\n";
    assertThat(line).hasSize(WIDTH);
    return line;
  }

  public Path output() {
    return folder.resolve("out");
  }

  /** Runs the graph and returns the trace of a reading, with FILE for its input file. */
  public String explain(String id) {
    return run("--explain=" + id).out().replace(input().toAbsolutePath().toString(), "FILE");
  }

  /** Runs the graph. */
  public Outcome run(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--pipeline=" + folder.resolve("explained.yaml"),
                "--profile=" + profile,
                "--input=" + input(),
                "--output=" + output()));
    args.addAll(List.of(options));
    return Outcome.of(args).endsWith(0);
  }

  /** Fails unless a run gives the trace of that reading. */
  public void assertTold(Fate fate) {
    assertThat(explain(fate.id)).isEqualTo(fate.trace);
  }

  private Path input() {
    return folder.resolve("in.json");
  }
}
