package dev.tidemark.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.clock.ClockSegment;
import dev.tidemark.clock.ClockTable;
import dev.tidemark.clock.DeviceCorrection;
import dev.tidemark.model.Findings;
import dev.tidemark.model.Findings.Lateness;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.schema.Field.Unit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingsTextTest {
  private static final String CLOCKS =
      "the command clocks shows how these clocks stand, and writes what corrects them";

  @Test
  void aRunWithoutFindingsReportsNothing() {
    assertThat(text(RecordCounts.of("Read", Outcome.READ, 5)).lines()).isEmpty();
  }

  @Test
  void theFirstMalformedLineIsReportedWithItsPlace() {
    assertThat(text(RecordCounts.of(malformed("/in/a.json"))).lines())
        .containsExactly(
            "first malformed line: /in/a.json byte 17: wrong_type: x must be a number"
                + " (all: out/x/malformed)");
    assertThat(
            new FindingsText(
                    RecordCounts.of(malformed("kafka:in/3")), Map.of(), "kafka:bad", "out/x")
                .lines())
        .containsExactly(
            "first malformed line: kafka:in/3 offset 17: wrong_type: x must be a number"
                + " (all: kafka:bad)");
  }

  @Test
  void onlyManyTooLateReadingsAreReported() {
    RecordCounts read = RecordCounts.of("Alerts", Outcome.READ, 20_200);
    Lateness few = new Lateness(1_010, 46_462, "max_delay (0 s)");
    Lateness many = new Lateness(1_011, 46_462, "max_delay (0 s)");
    assertThat(text(read.plus(RecordCounts.of(Findings.of("Alerts", few)))).lines()).isEmpty();
    assertThat(text(read.plus(RecordCounts.of(Findings.of("Alerts", many)))).lines())
        .containsExactly(
            "1,011 of 20,200 readings (5 %) were too late for Alerts; the largest delay was"
                + " 46.462 s: is max_delay (0 s) long enough?");
  }

  @Test
  void atMostTenDevicesAreNamed() {
    Findings ten =
        IntStream.range(0, 10)
            .mapToObj(i -> Findings.ofClock("gear_" + i, i == 0 ? 864_000_000 : -1420070400000L))
            .reduce(Findings.NONE, Findings::plus);
    assertThat(text(RecordCounts.of(ten)).lines())
        .hasSize(11)
        .startsWith(
            "device gear_0: event times lie up to 10 days after arrivals",
            "device gear_1: event times lie up to 45 years before arrivals")
        .endsWith(CLOCKS);
    assertThat(text(RecordCounts.of(ten.plus(Findings.ofClock("h", 864_000_000)))).lines())
        .hasSize(12)
        .endsWith("more devices have event times far from their arrivals", CLOCKS);
  }

  @Test
  void aTableThatCorrectsNoReading() {
    ClockTable table =
        new ClockTable(
            "clocks.yaml",
            "sha256:0",
            "Creation_Time",
            Unit.NANOS,
            Map.of(
                "geer_1",
                new DeviceCorrection(
                    Unit.NANOS, Unit.NANOS, List.of(new ClockSegment(0, 1, 5, 0)))));
    RecordCounts read = RecordCounts.of("Time", Outcome.READ, 9);
    Map<String, ClockTable> tables = Map.of("Time", table);
    assertThat(new FindingsText(read, tables, "malformed", "out/x").lines())
        .containsExactly("clocks.yaml corrects no reading: none is of a device that it names");
    assertThat(new FindingsText(RecordCounts.EMPTY, tables, "malformed", "out/x").lines())
        .isEmpty();
    assertThat(
            new FindingsText(
                    read.plus(RecordCounts.of("Time", Outcome.CORRECTED, 1)),
                    tables,
                    "malformed",
                    "out/x")
                .lines())
        .isEmpty();
  }

  private static FindingsText text(RecordCounts counts) {
    return new FindingsText(counts, Map.of(), "malformed", "out/x");
  }

  private static Findings malformed(String file) {
    return Findings.of(
        new MalformedLine(
            file, 17, MalformedLine.Reason.WRONG_TYPE, "x must be a number", "{}", false));
  }
}
