package dev.tidemark.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, 500",
    "10s, 10000",
    "10m, 600000",
    "2h, 7200000",
    "1d, 86400000",
    "1.5h, 5400000",
    "0.001s, 1",
    "0s, 0",
    "90, 90000",
    "2.5, 2500",
    "2.0ms, 2",
    "10000000000s, 10000000000000",
    "3652500d, 315576000000000",
  })
  void reads(String text, long millis) {
    assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "s",
        "ten",
        "-5s",
        "+5s",
        "5 s",
        "5S",
        "5sec",
        "5s ",
        "1e3s",
        ".5s",
        "5.s",
        "1h30m",
        "PT5S",
        "0x10",
        "1.5ms",
        "0.4ms",
        "3652501d",
        "999999999d",
        "315576000001s",
        "999999999999999999d",
        "1000000000000000000000s"
      })
  void refuses(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "soon, 'a duration such as 500ms, 10s, 10m, 2h or 1d'",
    "1.5ms, 'whole milliseconds, such as 2ms'",
    "0.4ms, 'whole milliseconds, such as 2ms'",
    "3652501d, 'at most 3652500d (10,000 years)'",
    "1000000000000000000000s, 'a duration such as 500ms, 10s, 10m, 2h or 1d'",
  })
  void reportsWhatItExpects(String text, String expected) {
    assertThat(Durations.expected(text)).isEqualTo(expected);
  }
}
