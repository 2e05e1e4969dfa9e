package dev.tidemark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.report.facts.SummaryFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many readings come later than a delay, of three bins of 5, 3 and 2 readings. */
class DelayViewTest {
  @ParameterizedTest
  @CsvSource({
    "-1001, 10, 10", // before all
    "-1000, 5, 10", // in the first bin, from -1,000 up to -500
    "-501, 5, 5", // its largest delay
    "-500, 5, 5", // between two bins
    "99, 5, 5", // the next one starts at 100
    "100, 2, 5",
    "199, 2, 2",
    "200, 0, 2", // the bins touch
    "399, 0, 0",
    "400, 0, 0"
  })
  void readingsThatComeLaterAreCountedAsFarAsTheBinsTell(long delay, long least, long most) {
    DelayView view =
        new DelayView(
            summary(
                List.of(
                    new long[] {-1000, -500, 5},
                    new long[] {100, 200, 3},
                    new long[] {200, 400, 2})));

    assertThat(view.laterThan(delay)).containsExactly(least, most);
  }

  private static SummaryFacts summary(List<long[]> histogram) {
    return new SummaryFacts(
        "", "", "", List.of(), Map.of(), List.of(), null, 10, List.of(), null, histogram,
        List.of());
  }
}
