package dev.tidemark.generate;

import dev.tidemark.generate.study.Phone;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** The texts of all values that an axis of a sensor can measure, formatted once. */
final class AxisTexts {
  static final int RANGE = Phone.MAX_STEPS;

  private static final int HALF_STEPS_PER_RADIAN = 65_536;
  private static final int STEP = 70;

  private final byte[][] texts = new byte[2 * RANGE + 1][];

  /** Takes the sensor's bias in 1/65536 rad/s; a step of the sensor is 70 of these. */
  AxisTexts(int bias) {
    for (int steps = -RANGE; steps <= RANGE; steps++) {
      float value = (float) (bias + STEP * steps) / HALF_STEPS_PER_RADIAN;
      texts[steps + RANGE] = text(value).getBytes(StandardCharsets.US_ASCII);
    }
  }

  byte[] text(int steps) {
    return texts[steps + RANGE];
  }

  /**
   * As the phones wrote it: the shortest decimal of a float, but below 0.001 seven digits and an
   * exponent. {@link Float#toString} differs from it, and between JDKs.
   */
  static String text(float value) {
    BigDecimal exact = new BigDecimal(value);
    if (value != 0 && Math.abs(value) < 0.001f) {
      return withExponent(exact.round(new MathContext(7, RoundingMode.HALF_EVEN)));
    }
    BigDecimal shortest = exact;
    for (int digits = 6; digits <= 9; digits++) {
      shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (shortest.floatValue() == value) {
        break;
      }
    }
    String plain = shortest.stripTrailingZeros().toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  private static String withExponent(BigDecimal rounded) {
    BigDecimal stripped = rounded.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    String mantissa = stripped.movePointLeft(exponent).toPlainString();
    return (mantissa.contains(".") ? mantissa : mantissa + ".0") + "E" + exponent;
  }
}
