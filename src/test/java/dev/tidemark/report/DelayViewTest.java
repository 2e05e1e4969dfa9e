package dev.tidemark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.report.DelayView.Enough;
import dev.tidemark.report.facts.SummaryFacts;
import dev.tidemark.report.facts.SummaryFacts.DeviceDelays;
import dev.tidemark.report.facts.SummaryFacts.EventTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many readings come later than a delay, of three bins of 5, 3 and 2 readings. */
class DelayViewTest {
  private static final List<long[]> BINS =
      List.of(new long[] {-1000, -500, 5}, new long[] {100, 200, 3}, new long[] {200, 400, 2});

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
    DelayView view = new DelayView(summary(BINS));

    assertThat(view.laterThan(delay)).containsExactly(least, most);
  }

  /** The second bin ends at 199 with two readings left, the third at 399 with none. */
  @ParameterizedTest
  @CsvSource({"10, 0, true", "5, 0, true", "4, 199, false", "2, 199, false", "1, 399, false"})
  void theDelayThatIsEnoughIsTheEndOfABin(long readings, long delay, boolean isExact) {
    assertThat(new DelayView(summary(BINS)).enough(readings)).isEqualTo(new Enough(delay, isExact));
  }

  @Test
  void aBinOfOneMillisecondIsExact() {
    DelayView view = new DelayView(summary(List.of(new long[] {3, 4, 9}, new long[] {8, 16, 1})));

    assertThat(view.enough(1)).isEqualTo(new Enough(3, true));
  }

  @Test
  void theLargestDelayIsExactWhereAllDevicesAreListed() {
    List<DeviceDelays> devices = List.of(device(-7, 250), device(-1000, 389));

    assertThat(new DelayView(summary(BINS, devices, 0)).enoughForAll().text()).isEqualTo("389 ms");
    assertThat(new DelayView(summary(BINS, devices, 1)).enoughForAll().text())
        .isEqualTo("at most 399 ms");
  }

  @Test
  void noMaxDelayIsBelowZero() {
    List<DeviceDelays> devices = List.of(device(-1000, -501));

    assertThat(new DelayView(summary(BINS.subList(0, 1), devices, 0)).enoughForAll())
        .isEqualTo(new Enough(0, true));
  }

  private static DeviceDelays device(long minDelay, long maxDelay) {
    return new DeviceDelays("", 5, 0, 0, 0, 0, minDelay, maxDelay);
  }

  private static SummaryFacts summary(List<long[]> histogram) {
    return summary(histogram, List.of(), 10);
  }

  private static SummaryFacts summary(
      List<long[]> histogram, List<DeviceDelays> devices, long ofOthers) {
    return new SummaryFacts(
        "",
        "",
        "",
        List.of(),
        Map.of(),
        List.of(),
        new EventTime("", "", 0, true),
        10,
        devices,
        ofOthers,
        histogram,
        List.of());
  }
}
