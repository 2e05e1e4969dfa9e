package dev.tidemark.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Findings;
import dev.tidemark.model.Findings.Lateness;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingsTextTest {
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
            new FindingsText(RecordCounts.of(malformed("kafka:in/3")), "kafka:bad", "out/x")
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
        .hasSize(10)
        .startsWith(
            "device gear_0: event times lie 10 days after arrivals",
            "device gear_1: event times lie 45 years before arrivals");
    assertThat(text(RecordCounts.of(ten.plus(Findings.ofClock("h", 864_000_000)))).lines())
        .hasSize(11)
        .endsWith("more devices have event times more than a day from their arrivals");
  }

  private static FindingsText text(RecordCounts counts) {
    return new FindingsText(counts, "malformed", "out/x");
  }

  private static Findings malformed(String file) {
    return Findings.of(
        new MalformedLine(
            file, 17, MalformedLine.Reason.WRONG_TYPE, "x must be a number", "{}", false));
  }
}
