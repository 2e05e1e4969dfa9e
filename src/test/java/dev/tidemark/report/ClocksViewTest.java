package dev.tidemark.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidemark.report.draw.Palette;
import dev.tidemark.report.facts.ManifestFacts;
import dev.tidemark.report.facts.ManifestFacts.Records;
import dev.tidemark.report.facts.ManifestFacts.StepCounts;
import dev.tidemark.report.facts.RunReport;
import dev.tidemark.report.facts.SummaryFacts;
import dev.tidemark.report.facts.SummaryFacts.Density;
import dev.tidemark.report.facts.SummaryFacts.DeviceDelays;
import dev.tidemark.report.facts.SummaryFacts.EventTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said of a clock by the least delay of each of two spans of time. */
class ClocksViewTest {
  @ParameterizedTest
  @CsvSource({
    "-1846054, -1846055, ahead by 30.8 min",
    "-1846054, 20, 'ahead by 30.8 min, but not always'",
    "-10000, -10000, 'right to within 10 s at its best: ok, unless it pauses, was set or drifts'",
    "-10001, -10001, ahead by 10 s",
    "3, 2, 'right to within 2 ms at its best: ok, unless it pauses, was set or drifts'",
    "12000, 10000, 'right to within 10 s at its best: ok, unless it pauses, was set or drifts'",
    "12000, 10001, 'behind by 10 s, or all its readings take this long to arrive'",
    "1424690000000, 1424690000001, 'from_boot, of another unit, or unknown: years from the arrivals'"
  })
  void whatAClockDoes(long first, long second, String verdict) {
    DeviceDelays device =
        new DeviceDelays("d", 5, 0, 0, 0, 0, Math.min(first, second), Math.max(first, second));

    assertThat(new ClocksView(summary(device, first, second), view(Map.of())).verdict(device))
        .isEqualTo(verdict);
  }

  @Test
  void aTableThatCorrectedEventTimesIsNamed() {
    DeviceDelays device = new DeviceDelays("d", 5, 0, 0, 0, 0, 1, 2);
    SummaryFacts summary = summary(device, 1, 2);

    String with =
        ClocksView.of(summary, view(Map.of("EventTime", "right<.yaml"))).section().toString();
    String without = ClocksView.of(summary, view(Map.of())).section().toString();

    assertThat(with)
        .contains(
            "Event times of EventTime are corrected by the clock table right&lt;.yaml: 1,234"
                + " readings of devices that it names")
        .contains("<span>clocks</span> <span>--pipeline=p.yaml</span> <span>--input=in.json");
    assertThat(without).doesNotContain("corrected by");
  }

  private static SummaryFacts summary(DeviceDelays device, long first, long second) {
    return new SummaryFacts(
        "",
        "p.yaml",
        "",
        List.of("in.json"),
        Map.of(),
        List.of(),
        new EventTime("", "", 0, true),
        5,
        List.of(device),
        0,
        List.of(),
        List.of(
            new Density(
                "d", 1000, List.of(), List.of(new long[] {0, first}, new long[] {1000, second}))));
  }

  private static View view(Map<String, String> clocks) {
    ManifestFacts manifest =
        new ManifestFacts(
            "",
            "",
            "batch",
            "",
            clocks,
            "",
            "",
            new Records(5, 5, 0, 0, 0),
            Map.of(),
            Map.of("EventTime", new StepCounts(5000, 0, 0, 0, 0, 0, 1234)),
            List.of());
    RunReport run =
        new RunReport(
            "out",
            Optional.of(manifest),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return new View(run, Detail.at(0), Palette.of(Map.of()), JsonNodeFactory.instance.objectNode());
  }
}
