package dev.tidemark.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTextsTest {
  /** Values of the real phones' sensors, in 1/65536 rad/s, and their texts there. */
  @ParameterizedTest
  @CsvSource({
    "33, 5.0354E-4",
    "27, 4.119873E-4",
    "-37, -5.645752E-4",
    "22, 3.356934E-4",
    "-25, -3.814697E-4",
    "92, 0.0014038086",
    "-813, -0.0124053955",
    "1713, 0.026138306",
    "512, 0.0078125",
    "-124, -0.0018920898"
  })
  void textsAreThoseOfTheRealData(int value, String text) {
    assertThat(AxisTexts.text(value / 65_536f)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0", "1, 1.0", "-2, -2.0", "0.0005, 5.0E-4"})
  void aDigitAlwaysFollowsThePoint(float value, String text) {
    assertThat(AxisTexts.text(value)).isEqualTo(text);
  }

  @Test
  void adjacentValuesAreOneSensorStepApart() {
    AxisTexts texts = new AxisTexts(22);
    double before = value(texts, -AxisTexts.RANGE);
    for (int steps = 1 - AxisTexts.RANGE; steps <= AxisTexts.RANGE; steps++) {
      double value = value(texts, steps);
      assertThat(value - before).isBetween(0.001_067_9, 0.001_068_4);
      before = value;
    }
  }

  private static double value(AxisTexts texts, int steps) {
    return Double.parseDouble(new String(texts.text(steps), StandardCharsets.US_ASCII));
  }
}
