package dev.tidemark.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidemark.report.facts.ManifestFacts;
import dev.tidemark.report.facts.ManifestFacts.Records;
import dev.tidemark.report.facts.ManifestFacts.StepCounts;
import dev.tidemark.report.facts.ProgressPoint;
import dev.tidemark.report.facts.RejectedFacts;
import dev.tidemark.report.facts.RejectedFacts.Reason;
import dev.tidemark.report.facts.RejectedFacts.Sample;
import dev.tidemark.report.facts.ResultRow;
import dev.tidemark.report.facts.RowShape;
import dev.tidemark.report.facts.RowsFound;
import dev.tidemark.report.facts.RunReport;
import dev.tidemark.report.facts.SinkFacts;
import dev.tidemark.report.facts.SummaryFacts;
import dev.tidemark.report.facts.SummaryFacts.Density;
import dev.tidemark.report.facts.SummaryFacts.DeviceDelays;
import dev.tidemark.report.facts.SummaryFacts.EventTime;
import dev.tidemark.report.facts.SummaryFacts.Transform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a run in which everything that is bounded is at its bound, and of a small one. */
class ReportPageTest {
  private static final int SPANS = 96;
  private static final int BINS = 250;
  private static final int SINKS = 8;
  private static final long START_MS = 1_424_686_000_000L;

  /** Of a letter that is written as it is, and of the one that takes most when it is escaped. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "\udb40\udc01"})
  void aPageIsNoLargerThanItsBound(String letter) {
    String page = ReportPage.of(run(letter));

    int bytes = page.getBytes(StandardCharsets.UTF_8).length;
    assertThat(bytes).isLessThanOrEqualTo(500_000).isGreaterThan(150_000);
    assertThat(page)
        .contains("Left out, in this order: coarser spots of event time against arrival")
        .contains("25,000,000")
        .endsWith("</html>\n");
  }

  @ParameterizedTest
  @CsvSource({"7, true", "9, true", "8, false"})
  void aPageWarnsWhereFilesHoldOtherRowsThanWereWritten(long read, boolean warns) {
    String warning =
        "s holds %d rows, but its run has written 8; files were added or removed since"
            .formatted(read);

    String page = ReportPage.of(runWithOneSink(new RowsFound(8, read, true, Optional.empty())));

    assertThat(page.split(Pattern.quote(warning), -1)).hasSize(warns ? 3 : 1);
    assertThat(page.contains("the rows in the files are not those that the run has written"))
        .isEqualTo(warns);
    assertThat(page.contains("<p class=\"verdict good\">")).isNotEqualTo(warns);
  }

  private static RunReport runWithOneSink(RowsFound found) {
    return new RunReport(
        "out",
        Optional.of(
            new ManifestFacts(
                "p",
                "r",
                "batch",
                "",
                Map.of(),
                "",
                "",
                new Records(8, 8, 0, 0, 0),
                Map.of("s", found.counted()),
                Map.of(),
                List.of())),
        Optional.empty(),
        List.of(
            new SinkFacts(
                "s",
                found,
                new RowShape(
                    List.of("n"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("n"),
                    false),
                List.of(new ResultRow("", 0, 0, List.of(), 1, "", 0)),
                List.of(List.of("1")),
                Optional.empty())),
        List.of(),
        List.of(),
        List.of());
  }

  private static String name(String letter, int number) {
    return number + letter.repeat(199 / letter.length());
  }

  private static RunReport run(String letter) {
    List<SinkFacts> sinks = new ArrayList<>();
    List<RejectedFacts> rejected = new ArrayList<>();
    for (int i = 0; i < SINKS; i++) {
      sinks.add(sink(letter, i));
      rejected.add(rejected(letter, i));
    }
    return new RunReport(
        name(letter, 0),
        Optional.of(manifest(letter)),
        Optional.of(summary(letter)),
        sinks,
        rejected,
        progress(letter),
        List.of(name(letter, 0), name(letter, 1)));
  }

  private static ManifestFacts manifest(String letter) {
    Map<String, Long> outputs = new TreeMap<>();
    Map<String, StepCounts> steps = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      outputs.put(name(letter, i), 1_000_000L + i);
      steps.put(name(letter, i), new StepCounts(25_000_000, 0, 1, 2, 3, 4 + i, 5));
    }
    return new ManifestFacts(
        name(letter, 0),
        name(letter, 1),
        "replay",
        name(letter, 2),
        Map.of(name(letter, 0), name(letter, 1)),
        "2026-11-30T00:00:00Z",
        "2026-11-30T00:10:00Z",
        new Records(25_000_000, 24_000_000, 1_000_000, 5, 6),
        outputs,
        steps,
        List.of(name(letter, 0), name(letter, 1)));
  }

  private static SummaryFacts summary(String letter) {
    List<Transform> transforms = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      transforms.add(
          new Transform(
              name(letter, i),
              name(letter, i),
              i == 0 ? List.of() : List.of(name(letter, i / 2)),
              name(letter, i),
              ""));
    }
    List<DeviceDelays> devices = new ArrayList<>();
    List<Density> density = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      devices.add(new DeviceDelays(name(letter, i), 1_000_000, 0, 1, 2, 3, -9_999_999, 9_999_999));
      density.add(density(name(letter, i), i));
    }
    List<long[]> histogram = new ArrayList<>();
    for (int i = -1200; i < 1200; i++) {
      histogram.add(new long[] {delay(i, 1200), delay(i + 1, 1200), 10_000});
    }
    return new SummaryFacts(
        "0.1.0",
        name(letter, 0),
        letter.repeat(8_000_000 / letter.length()),
        List.of(name(letter, 0)),
        Map.of(name(letter, 0), "", name(letter, 1), "0"),
        transforms,
        new EventTime(name(letter, 0), name(letter, 1), 10_000, true),
        25_000_000,
        devices,
        9_000_000,
        histogram,
        density);
  }

  /** Delays of all magnitudes up to a century, either sign, none twice. */
  private static long delay(int i, int most) {
    return i + (long) (Math.signum(i) * Math.expm1(28.7 * Math.abs(i) / most));
  }

  private static Density density(String device, int seed) {
    List<long[]> cells = new ArrayList<>();
    List<long[]> least = new ArrayList<>();
    for (int span = 0; span < SPANS; span++) {
      long from = START_MS + span * 1_000_000L;
      for (int i = -BINS / 2; i < BINS / 2; i++) {
        long readings = 1 + (span * 7919L + i * 104_729L + seed) % 1000 * 100;
        cells.add(
            new long[] {from, delay(i, BINS / 2), delay(i + 1, BINS / 2), Math.abs(readings) + 1});
      }
      least.add(new long[] {from, delay(span - 50, 100)});
    }
    return new Density(device, 1_000_000, cells, least);
  }

  /** Even ones have windows of one length, odd ones sessions. */
  private static SinkFacts sink(String letter, int number) {
    List<ResultRow> rows = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      long start = START_MS + i * 5_000L;
      List<String> kinds = new ArrayList<>();
      for (int kind = 0; kind < 8; kind++) {
        kinds.add(name(letter, (i + kind) % 40));
      }
      rows.add(
          new ResultRow(
              name(letter, i % 500),
              start,
              start + (number % 2 == 0 ? 60_000 : 1_000 + i % 7 * 1000),
              kinds,
              i % 97,
              name(letter, i % 9),
              0));
    }
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      columns.add(name(letter, i));
    }
    return new SinkFacts(
        name(letter, number),
        new RowsFound(25_000_000, 3_000, false, Optional.empty()),
        new RowShape(
            columns,
            Optional.of(columns.get(0)),
            Optional.of(columns.get(1)),
            Optional.empty(),
            Optional.of(columns.get(2)),
            Optional.of(columns.get(3)),
            Optional.of(columns.get(4)),
            true),
        rows,
        List.of(columns, columns, columns, columns, columns),
        Optional.empty());
  }

  private static RejectedFacts rejected(String letter, int number) {
    JsonNode reading =
        JsonNodeFactory.instance
            .objectNode()
            .put(name(letter, 0), letter.repeat(800 / letter.length()));
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Sample sample =
          new Sample(
              letter.repeat(400 / letter.length()),
              Optional.of(reading),
              letter.repeat(400 / letter.length()),
              letter.repeat(800 / letter.length()),
              i);
      reasons.add(
          new Reason(name(letter, i), 1_000_000, Optional.of(1L), List.of(sample, sample, sample)));
    }
    return new RejectedFacts(
        name(letter, number), new RowsFound(25_000_000, 200_000, false, Optional.empty()), reasons);
  }

  private static List<ProgressPoint> progress(String letter) {
    List<ProgressPoint> points = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      Map<String, Long> byName = new TreeMap<>();
      for (int step = 0; step < 8; step++) {
        byName.put(name(letter, step), i * 7919L % 1_000_003);
      }
      points.add(
          new ProgressPoint(
              i * 1.017,
              i * 20_833L,
              OptionalLong.of(START_MS + i * 1017L),
              OptionalLong.of(START_MS + i * 1013L),
              OptionalLong.of(i * 4L),
              byName,
              byName,
              i * 999_983L % 2_000_000_011));
    }
    return points;
  }
}
