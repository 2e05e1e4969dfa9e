package dev.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code lateness} prints, against tables worked out by hand. */
class LatenessCommandTest {
  /** A Combine of each kind of windows, and both kinds of ordered steps. */
  private static final String STEPS =
      """
      pipeline:
        transforms:
          - {type: ReadFromJson, name: Read, config: {path: none}}
          - type: AssignTimestamps
            name: Times
            input: Read
            config: {timestamp: Creation_Time, max_delay: MAX_DELAY}
          - type: Combine
            name: Fixed
            input: Times
            windowing: {type: fixed, size: 10m, allowed_lateness: GRACE}
            config: {combine: {count: count}}
          - {type: WriteToJson, name: A, input: Fixed, config: {path: a}}
          - type: Combine
            name: Sessions
            input: Times
            windowing: {type: sessions, gap: 5s, allowed_lateness: GRACE}
            config: {group_by: User, combine: {count: count}}
          - {type: WriteToJson, name: B, input: Sessions, config: {path: b}}
          - type: CountWindows
            name: Order
            input: Times
            config: {count: 2, mean: x}
          - {type: WriteToJson, name: C, input: Order, config: {path: c}}
          - {type: Deduplicate, name: Distinct, input: Times, config: {key: User, within: GRACE}}
          - {type: WriteToJson, name: D, input: Distinct, config: {path: d}}
          - type: Combine
            name: Ever
            input: Distinct
            config: {combine: {count: count}}
          - {type: WriteToJson, name: E, input: Ever, config: {path: e}}
      """;

  @TempDir private Path folder;

  /** The readings of the table in {@code docs/semantics.md}, where each column is a step. */
  @Test
  void theTableOfTheDocuments() throws Exception {
    List<String> arrivals =
        List.of(
            "12:09:10.000",
            "12:09:10.001",
            "12:09:14.999",
            "12:09:15.000",
            "12:10:09.999",
            "12:10:10.000",
            "12:19:10.000",
            "12:19:10.001",
            "12:19:14.999",
            "12:19:15.000",
            "12:20:09.999",
            "12:20:10.000");
    List<String> lines = new ArrayList<>();
    for (String arrival : arrivals) {
      lines.add(reading("2015-02-23T12:09:00Z", "2015-02-23T" + arrival + "Z"));
    }
    Outcome outcome =
        lateness(
                lines,
                STEPS.replace("MAX_DELAY", "10s").replace("GRACE", "10m"),
                "--max_delay=10s,70s",
                "--allowed_lateness=10m",
                "--within=10m")
            .endsWith(0);
    assertThat(outcome.out())
        .isEqualTo(
            """
            Fixed: fixed windows of 10 min; the file has max_delay: 10s (Times), allowed_lateness: 10m
              12 readings reach it
              max_delay  allowed_lateness  late, counted    share  too late   share
                    10s               10m              6  50.00 %         1  8.33 %  the file's own
                    70s               10m              6  50.00 %         0     0 %
              set allowed_lateness: 600.001s to lose nothing, 600.001s to lose at most 0.1 %, 600.001s to lose at most 1 % (with max_delay: 10s)

            Sessions: session windows with a gap of 5 s; the file has max_delay: 10s (Times), allowed_lateness: 10m
              12 readings reach it
              max_delay  allowed_lateness  late, counted    share  too late    share
                    10s               10m              6  50.00 %         3  25.00 %  the file's own
                    70s               10m              6  50.00 %         0      0 %
              set allowed_lateness: 655.001s to lose nothing, 655.001s to lose at most 0.1 %, 655.001s to lose at most 1 % (with max_delay: 10s)

            Order: in event-time order; the file has max_delay: 10s (Times)
              12 readings reach it
              max_delay  too late    share
                    10s        11  91.67 %  the file's own
                    70s         6  50.00 %
              set max_delay: 670s to lose nothing, 670s to lose at most 0.1 %, 670s to lose at most 1 % (of Times)

            Distinct: deduplicates; the file has max_delay: 10s (Times), within: 10m
              12 readings reach it
              max_delay  within  late, known    share  too late    share
                    10s     10m            6  50.00 %         5  41.67 %  the file's own
                    70s     10m            6  50.00 %         0      0 %  the least that loses nothing
              set within: 11m to lose nothing, 11m to lose at most 0.1 %, 11m to lose at most 1 % (with max_delay: 10s)

            Ever: one window for all time; the file has max_delay: 10s (Times), no allowed_lateness
              no reading is ever late for it
            """);
    assertThat(outcome.log()).contains("read 12 = 12 accepted + 0 malformed, which are left out");
  }

  @Test
  void onlyMalformedLines() throws Exception {
    Outcome outcome =
        lateness(
                List.of("{", "not json"), STEPS.replace("MAX_DELAY", "10s").replace("GRACE", "10m"))
            .endsWith(65);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.log()).endsWith("tidemark: none of the 2 lines read is a reading\n");
  }

  /** A thousand readings of one window that come 1 to 1,000 ms too late to be on time for it. */
  @Test
  void theSmallestDelays() throws Exception {
    Instant end = Instant.parse("2015-02-23T12:10:00Z");
    List<String> lines = new ArrayList<>();
    for (int late = 1; late <= 1_000; late++) {
      lines.add(reading(end.minusMillis(1).toString(), end.plusMillis(late - 1).toString()));
    }
    String text =
        lateness(lines, STEPS.replace("MAX_DELAY", "500ms").replace("GRACE", "100ms"))
            .endsWith(0)
            .out();
    assertThat(text)
        .startsWith(
            """
            Fixed: fixed windows of 10 min; the file has max_delay: 500ms (Times), allowed_lateness: 100ms
              1,000 readings reach it
              max_delay  allowed_lateness  late, counted    share  too late    share
                     0s             100ms            100  10.00 %       900  90.00 %
                  100ms             100ms            100  10.00 %       800  80.00 %
                  500ms             100ms            100  10.00 %       400  40.00 %  the file's own
                  890ms             100ms            100  10.00 %        10   1.00 %  the least that loses at most 1 %
                  899ms             100ms            100  10.00 %         1   0.10 %  the least that loses at most 0.1 %
                  900ms             100ms            100  10.00 %         0      0 %  the least that loses nothing
                  990ms             100ms             10   1.00 %         0      0 %
                  999ms             100ms              1   0.10 %         0      0 %
                     1s             100ms              0      0 %         0      0 %  none late
                  500ms                0s              0      0 %       500  50.00 %
                  500ms             490ms            490  49.00 %        10   1.00 %  the least that loses at most 1 %
                  500ms             499ms            499  49.90 %         1   0.10 %  the least that loses at most 0.1 %
                  500ms             500ms            500  50.00 %         0      0 %  the least that loses nothing
              set allowed_lateness: 500ms to lose nothing, 499ms to lose at most 0.1 %, 490ms to lose at most 1 % (with max_delay: 500ms)
            """)
        .contains(
            """
            Order: in event-time order; the file has max_delay: 500ms (Times)
              1,000 readings reach it
              max_delay  too late    share
                     0s     1,000    100 %
                  100ms       900  90.00 %
                  500ms       500  50.00 %  the file's own
                  990ms        10   1.00 %  the least that loses at most 1 %
                  999ms         1   0.10 %  the least that loses at most 0.1 %
                     1s         0      0 %  the least that loses nothing
              set max_delay: 1s to lose nothing, 999ms to lose at most 0.1 %, 990ms to lose at most 1 % (of Times)
            """);
  }

  /** A Filter drops the one late reading; two windows hold the other, which is late for one. */
  @Test
  void slidingWindowsAfterAFilter() throws Exception {
    String steps =
        """
        pipeline:
          type: chain
          transforms:
            - {type: ReadFromJson, path: none}
            - {type: AssignTimestamps, timestamp: Creation_Time, max_delay: 1s}
            - {type: Filter, keep: gt = 'walk'}
            - type: Combine
              windowing: {type: sliding, size: 2m, period: 1m}
              combine: {count: count}
            - {type: WriteToJson, path: results}
        """;
    List<String> lines =
        List.of(
            reading("2015-02-23T12:00:30Z", "2015-02-23T12:01:01Z"),
            reading("2015-02-23T12:00:30Z", "2015-02-23T13:00:00Z").replace("walk", "sit"));
    assertThat(lateness(lines, steps).endsWith(0).out())
        .isEqualTo(
            """
            Combine: sliding windows of 2 min every 1 min; the file has max_delay: 1s (AssignTimestamps), no allowed_lateness
              2 readings reach it, each counted once for each of its windows
              max_delay  allowed_lateness  late, counted    share  too late    share
                     0s              none              1  50.00 %         0      0 %
                     1s              none              1  50.00 %         0      0 %  the file's own
                 1.001s              none              0      0 %         0      0 %  none late
                     1s                0s              0      0 %         1  50.00 %
                     1s               1ms              1  50.00 %         0      0 %  the least that loses nothing
              nothing is too late now; set allowed_lateness: 1ms to lose nothing, 1ms to lose at most 0.1 %, 1ms to lose at most 1 % (with max_delay: 1s)
            """);
  }

  @Test
  void noReadings() throws Exception {
    String text =
        lateness(List.of(), STEPS.replace("MAX_DELAY", "10s").replace("GRACE", "10m"))
            .endsWith(0)
            .out();
    assertThat(text)
        .startsWith(
            """
            Fixed: fixed windows of 10 min; the file has max_delay: 10s (Times), allowed_lateness: 10m
              no reading reaches it

            """);
  }

  @Test
  void whatIsWrong() throws Exception {
    String duration = "must be a duration such as 500ms, 10s, 10m, 2h or 1d, not";
    fails("--max_delay=1x", 64, "--max_delay " + duration + " '1x'");
    fails("--within=1s,,2s", 64, "--within " + duration + " ''");
    fails("--allowed_lateness=-1s", 64, "--allowed_lateness " + duration + " '-1s'");
    fails("--scratch=", 64, "--scratch needs a directory");
    fails("--inptu=x", 64, "unknown option '--inptu'; did you mean '--input'?");
    fails("--mode=replay", 64, "--mode is for run; lateness reads files once, and writes no rows");
    fails("--input=" + folder + "/*", 66, "no input matches " + folder + "/*");
    Path topic =
        Files.writeString(
            folder.resolve("topic.yaml"),
            STEPS
                .replace("MAX_DELAY", "1s")
                .replace("GRACE", "1s")
                .replace(
                    "{type: ReadFromJson, name: Read, config: {path: none}}",
                    "{type: ReadFromKafka, name: Read, config: {topic: t,"
                        + " bootstrap_servers: \"localhost:1\"}}"));
    Outcome.of("lateness", "--pipeline=" + topic)
        .failsWith(
            64,
            "lateness reads files, but the pipeline reads the topic t; give it a file that reads"
                + " the same records from files");
  }

  private static void fails(String option, int exitCode, String line) {
    Outcome.of("lateness", "--pipeline=pipelines/late-data.yaml", option).failsWith(exitCode, line);
  }

  private Outcome lateness(List<String> lines, String steps, String... options) throws IOException {
    Path input = Files.write(folder.resolve("in.json"), lines);
    Path pipeline = Files.writeString(folder.resolve("steps.yaml"), steps);
    List<String> args =
        new ArrayList<>(List.of("lateness", "--pipeline=" + pipeline, "--input=" + input));
    args.addAll(List.of(options));
    return Outcome.of(args);
  }

  private static String reading(String eventTime, String arrival) {
    return "{\"Creation_Time\":%d000000,\"Arrival_Time\":%d,\"User\":\"a\",\"Device\":\"d\",\"gt\":\"walk\"}"
        .formatted(Instant.parse(eventTime).toEpochMilli(), Instant.parse(arrival).toEpochMilli());
  }
}
