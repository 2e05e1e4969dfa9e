package dev.tidemark.format;

import static dev.tidemark.testing.Values.x;
import static dev.tidemark.testing.Values.y;
import static dev.tidemark.testing.Values.z;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingColumnsBuilder;
import dev.tidemark.schema.Activity;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scanner against Jackson: whatever the line, the same reading to the last bit, or the same
 * reason and message.
 *
 * <p>More lines are tried with {@code -Dtidemark.fuzz.lines=10000000}, others with {@code
 * -Dtidemark.fuzz.seed=2}.
 */
class PlainLineScannerTest {
  private static final int LINES = Integer.getInteger("tidemark.fuzz.lines", 10_000);
  private static final long SEED = Long.getLong("tidemark.fuzz.seed", 1);

  private static final List<String> SEEDS =
      List.of(
          "{\"Arrival_Time\":1424686735090,\"Creation_Time\":1424686733090638193,"
              + "\"Device\":\"nexus4_1\",\"Index\":18,\"Model\":\"nexus4\",\"User\":\"g\","
              + "\"gt\":\"stand\",\"x\":3.356934E-4,\"y\":-5.645752E-4,\"z\":-0.018814087}",
          "{\"x\":0.10000000000000001,\"y\":123456789012345678901234567890,\"z\":1e308,"
              + "\"gt\":\"null\",\"User\":\"Zoë\",\"Device\":\"d\",\"Arrival_Time\":0,"
              + "\"Creation_Time\":-9223372036854775808}",
          "{ \"User\" : \"a\" , \"Device\":\"\",\"gt\":null,\"Creation_Time\":-1,\t\"other\":true,"
              + "\"Arrival_Time\":9223372036854,\"more\":[1,{\"a\":\"b\"}],\"x\":-0.0 }",
          "{\"User\":\"a\",\"User\":\"b\",\"Device\":\"d\",\"Creation_Time\":9223372036854775807,"
              + "\"Arrival_Time\":1,\"Index\":null,\"Model\":\"m\\u00e9\",\"y\":4.9E-324,"
              + "\"z\":9007199254740993,\"w\":\"text\",\"v\":-1.5e+3,\"u\":null}");

  /** What numbers, words and separators are made of, and what breaks them. */
  private static final byte[] BYTES =
      "0123456789-+.eE\"\\{}[]:, \t\r\ntruefalsnN\0\u00e9xyzUserGt_".getBytes(UTF_8);

  private static final List<String> PIECES =
      List.of(
          "null",
          "true",
          "false",
          "\"\"",
          "\"User\":",
          "\"gt\":\"sit\"",
          "1e22",
          "1e23",
          "1e-22",
          "9007199254740992",
          "9007199254740993",
          "0.1",
          "00",
          "-0",
          "18446744073709551616",
          "1e999",
          "999999999999999999",
          "9999999999999999999",
          "\\u0041",
          "\\ud800",
          "12345678",
          ",",
          ",\"x\":",
          ",\"Index\":",
          "\u007f",
          "\u20ac");

  private final ReadingParser parser = new ReadingParser(Activity.SCHEMA);
  private final ReadingParser jackson = new ReadingParser(Activity.SCHEMA);
  private int plain;

  @Test
  void anyLineIsReadAsByJackson() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < LINES; i++) {
      byte[] line = mutated(random);
      check(line, 0, line.length, "line " + i);
      // What lies beyond its end must not matter, nor what lies before it.
      int cut = random.nextInt(line.length + 1);
      check(line, 0, cut, "line " + i + " up to " + cut);
    }
    assertThat(plain).as("lines read without Jackson").isGreaterThan(LINES / 20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Arrival_Time\":1,\"Creation_Time\":2,\"Device\":\"d\",\"User\":\"u\"}",
        "{\"Arrival_Time\":1,\"Creation_Time\":2,\"Device\":\"d\",\"User\":\"u\",\"x\":-1.5e-3}",
        " { \"Arrival_Time\" : 1 , \"Creation_Time\" : 2 , \"Device\" : \"d\" , \"User\" : \"\u00fc\" } ",
        "{\"Arrival_Time\":1,\"Creation_Time\":2,\"Device\":\"d\",\"User\":\"u\",\"new\":\"x\"}",
        "{\"Arrival_Time\":1,\"Creation_Time\":2,\"Device\":\"d\",\"User\":\"u\",\"gt\":null}",
        "{\"z\":0.30000000000000004,\"Arrival_Time\":1,\"Creation_Time\":2,\"Device\":\"d\",\"User\":\"u\"}"
      })
  void aPlainLineNeedsNoJackson(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    assertThat(new PlainLineScanner(Activity.SCHEMA).scan(bytes, 0, bytes.length, fresh()))
        .isTrue();
    check(bytes, 0, bytes.length, line);
  }

  private void check(byte[] line, int from, int to, String what) {
    byte[] alone = Arrays.copyOfRange(line, from, to);
    String expected = outcome(alone);
    String actual;
    try {
      actual = text(parser.parse(line, from, to - from));
    } catch (NotAReadingException e) {
      actual = e.reason() + ": " + e.getMessage();
    }
    assertThat(actual).as("%s: %s", what, new String(alone, UTF_8)).isEqualTo(expected);
    if (parser.isPlain(line, from, to - from, fresh())) {
      plain++;
    }
  }

  private String outcome(byte[] line) {
    try {
      ReadingColumnsBuilder target = fresh();
      jackson.parseWithJackson(line, 0, line.length, target);
      return text(target.last());
    } catch (NotAReadingException e) {
      return e.reason() + ": " + e.getMessage();
    }
  }

  private static ReadingColumnsBuilder fresh() {
    ReadingColumnsBuilder target = new ReadingColumnsBuilder(Activity.SCHEMA, 1);
    target.begin();
    return target;
  }

  /** With the bits of the doubles. */
  private static String text(Reading reading) {
    return reading
        + " "
        + Double.doubleToRawLongBits(x(reading))
        + " "
        + Double.doubleToRawLongBits(y(reading))
        + " "
        + Double.doubleToRawLongBits(z(reading));
  }

  private static byte[] mutated(SplittableRandom random) {
    byte[] line = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(UTF_8);
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      line = changed(line, random);
    }
    return line;
  }

  private static byte[] changed(byte[] line, SplittableRandom random) {
    int at = random.nextInt(line.length + 1);
    int left = random.nextInt(Math.min(4, line.length - at + 1));
    byte[] piece =
        switch (random.nextInt(4)) {
          case 0 -> new byte[0];
          case 1 -> new byte[] {BYTES[random.nextInt(BYTES.length)]};
          case 2 -> PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
          default -> digits(random);
        };
    byte[] changed = Arrays.copyOf(line, line.length - left + piece.length);
    System.arraycopy(piece, 0, changed, at, piece.length);
    System.arraycopy(line, at + left, changed, at + piece.length, line.length - at - left);
    return changed.length == 0 ? new byte[] {'{'} : changed;
  }

  private static byte[] digits(SplittableRandom random) {
    byte[] digits = new byte[1 + random.nextInt(25)];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) ('0' + random.nextInt(10));
    }
    if (digits.length > 2 && random.nextBoolean()) {
      digits[1 + random.nextInt(digits.length - 2)] = '.';
    }
    return digits;
  }
}
