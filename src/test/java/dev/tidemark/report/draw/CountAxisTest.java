package dev.tidemark.report.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountAxisTest {
  @ParameterizedTest
  @CsvSource({
    "0, 4",
    "4, 4",
    "5, 8",
    "36, 36",
    "37, 40",
    "41, 60",
    "400, 400",
    "401, 600",
    "10105, 12000",
    "6200000, 8000000"
  })
  void itEndsAtFourRoundNumbers(long highest, long top) {
    assertThat(CountAxis.top(highest)).isEqualTo(top);
  }
}
