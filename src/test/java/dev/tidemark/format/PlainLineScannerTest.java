package dev.tidemark.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.format.json.PlainLineScanner;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.ReadingSchema;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

  /** So many lines in a row are made from one, as the scanner expects the shape of those before. */
  private static final int ALIKE = 8;

  /** A schema, and lines of readings that it describes. */
  private record Form(String name, ReadingSchema schema, List<String> lines) {
    private static final Form ACTIVITY =
        of(
            "activity",
            ActivitySchema.SCHEMA,
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
    private static final Form NESTED =
        of(
            "nested",
            ReadingSchema.builder()
                .add("at", Field.Type.INSTANT)
                .add("sensor", Field.Type.TEXT, Unit.NONE, List.of("device", "id"))
                .add("ok", Field.Type.BOOLEAN, Unit.NONE, List.of("device", "state", "ok"))
                .add("made", Field.Type.INSTANT, Unit.NONE, List.of("device", "state", "made"))
                .add("value", Field.Type.REAL)
                .add("seq", Field.Type.WHOLE, Unit.SECONDS)
                .add("a\"b", Field.Type.WHOLE)
                .add("c\\n", Field.Type.TEXT, Unit.NONE, List.of("more", "c\\n"))
                .require(List.of("at", "sensor"))
                .build(),
            "{\"at\":\"2026-02-28T23:59:59.999Z\",\"device\":{\"id\":\"s1\",\"state\":{\"ok\":true,"
                + "\"made\":\"2024-02-29T00:00:00Z\"}},\"value\":1.5,\"seq\":17}",
            "{\"device\":{\"state\":null,\"id\":\"s2\"},\"at\":\"1969-12-31T23:59:59-01:00\","
                + "\"more\":{\"c\\\\n\":\"x\",\"d\":[{}]},\"a\\\"b\":5,\"value\":null}",
            "{\"device\" : { \"id\" : \"Zoë\" , \"state\" : { } , \"x\" : [ ] } , \"at\" :"
                + " \"2026-01-01t00:00:00.123456789z\",\"seq\":9223372036}",
            "{\"at\":\"2200-12-31T00:00:00.1Z\",\"device\":{\"id\":\"a\",\"id\":\"b\"},\"device\":{\"id\":"
                + "\"c\",\"state\":{\"ok\":false}},\"a\"b\":1,\"more\":{\"c\\n\":\"y\"}}",
            "{\"at\":\"2026-03-01T00:00:00Z\",\"device\":{\"id\":\"a\",\"state\":{\"ok\":true}},"
                + "\"device\":{\"id\":\"b\"}}");
    private static final Form WIDE =
        of(
            "wide",
            wide(),
            "{\"t\":1424686733.176178965,\"u\":1424686733176.5,\"f0\":0,\"f1\":0.1,\"f2\":-1e-3,\"f17\":1e22,"
                + "\"f3\":9007199254740993,\"w0\":-1,\"w1\":true,\"b0\":false}",
            "{\"f39\":1,\"f38\":2,\"t\":-0,\"f0\":null,\"b0\":true,\"w0\":9223372036854775807,\"u\":1.5E+3}",
            "{\"t\":0e99999999999,\"u\":1e-99999999999,\"g\":{\"t\":[1,2,{\"f0\":\"\\u0041\"}]},\"f20\":4.9E-324}",
            "{\"t\":9223372036.854775807,\"u\":9223372036854.775808,\"w1\":18446744073709551616}");

    private static Form of(String name, ReadingSchema schema, String... lines) {
      return new Form(name, schema, List.of(lines));
    }

    @Override
    public String toString() {
      return name;
    }

    private static ReadingSchema wide() {
      ReadingSchema.Builder schema =
          ReadingSchema.builder()
              .add("t", Field.Type.INSTANT, Unit.SECONDS)
              .add("u", Field.Type.INSTANT, Unit.MILLIS)
              .add("b0", Field.Type.BOOLEAN);
      for (int i = 0; i < 40; i++) {
        schema.add("f" + i, Field.Type.REAL);
      }
      schema.add("w0", Field.Type.WHOLE).add("w1", Field.Type.WHOLE, Unit.MICROS);
      return schema.require(List.of("t")).build();
    }
  }

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
          "{}",
          ",\"device\":{\"id\":",
          "\"2024-02-29T12:00:00.5Z\"",
          "2025-02-29T",
          "1e-9",
          "\u007f",
          "\u20ac");

  private static List<Form> forms() {
    return List.of(Form.ACTIVITY, Form.NESTED, Form.WIDE);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void anyLineIsReadAsByJackson(Form form) {
    Parsers parsers = new Parsers(form.schema);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < LINES; i++) {
      byte[] line = mutated(form.lines.get(i / ALIKE % form.lines.size()), random);
      parsers.check(line, 0, line.length, "line " + i);
      // What lies beyond its end must not matter, nor what lies before it.
      int cut = random.nextInt(line.length + 1);
      parsers.check(line, 0, cut, "line " + i + " up to " + cut);
    }
    assertThat(parsers.plain).as("lines read without Jackson").isGreaterThan(LINES / 20);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyCutOfALineIsReadAsByJackson(Form form) {
    Parsers parsers = new Parsers(form.schema);
    for (String line : form.lines) {
      byte[] bytes = line.getBytes(UTF_8);
      for (int from = 0; from <= bytes.length; from++) {
        parsers.check(bytes, from, bytes.length, line + " from " + from);
        parsers.check(bytes, 0, from, line + " up to " + from);
      }
    }
    assertThat(parsers.plain).isPositive();
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
    assertThat(
            new PlainLineScanner(ActivitySchema.SCHEMA, field -> true)
                .scan(bytes, 0, bytes.length, fresh(ActivitySchema.SCHEMA)))
        .isTrue();
    new Parsers(ActivitySchema.SCHEMA).check(bytes, 0, bytes.length, line);
  }

  /** Lines that differ a little from two before them, which had the same shape. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"User\":\"a\" | \"User\":null",
        "\"User\":\"a\" | \"User\":\"\"",
        "\"User\":\"a\" | \"User\":\"Zo\u00eb\"",
        "\"User\":\"a\" | \"User\":\"Zo\\u00eb\"",
        "\"User\":\"a\" | \"User\":\"a\",\"User\":\"b\"",
        "\"User\":\"a\" | \"User\":7",
        "\"User\":\"a\", | ``",
        "\"gt\":\"sit\" | \"gt\":null",
        "\"gt\":\"sit\" | \"gt\":nul",
        "\"gt\":\"sit\" | \"gt\":\"sit\"x",
        "\"gt\":\"sit\" | \"gt\":\"a text of more than eight bytes\"",
        "\"x\":0.25 | \"x\":-0.0",
        "\"x\":0.25 | \"x\":-1.2345678e-3",
        "\"x\":0.25 | \"x\":1.23456789012345",
        "\"x\":0.25 | \"x\":1.2345678901234567",
        "\"x\":0.25 | \"x\":9.007199254740993",
        "\"x\":0.25 | \"x\":1.",
        "\"x\":0.25 | \"x\":-",
        "\"x\":0.25 | \"x\":00.5",
        "\"x\":0.25 | \"x\":1e999",
        "\"x\":0.25 | \"x\":7",
        "\"x\":0.25 | \"x\": 0.25",
        "\"x\":0.25 | \"x\":[0.25]",
        "\"new\":[1] | \"new\":[1,2]",
        "\"new\":[1] | \"new\":[{}]",
        "\"new\":[1] | \"new\":[1e999]",
        "\"Creation_Time\":12345678901 | \"Creation_Time\":-9223372036854775808",
        "\"Creation_Time\":12345678901 | \"Creation_Time\":9223372036854775808",
        "\"Creation_Time\":12345678901 | \"Creation_Time\":1.5",
        "\"Arrival_Time\":1 | \"Arrival_Time\":9223372036855",
        "\"z\":1} | \"z\":1",
        "\"z\":1} | \"z\":1}}",
        "\"z\":1} | \"z\":1} ",
        "\"z\":1} | \"z\":1,\"y\":2}"
      })
  void aLineAfterOthersOfOneShape(String part, String other) {
    String line =
        "{\"User\":\"a\",\"Device\":\"d\",\"Arrival_Time\":1,\"Creation_Time\":12345678901,"
            + "\"gt\":\"sit\",\"x\":0.25,\"new\":[1],\"z\":1}";
    Parsers parsers = new Parsers(ActivitySchema.SCHEMA);
    assertThat(line).contains(part);
    String changed = line.replace(part, other);
    for (String each : List.of(line, line, changed, changed, line)) {
      byte[] bytes = each.getBytes(UTF_8);
      parsers.check(bytes, 0, bytes.length, each);
    }
  }

  /** Texts in a row that come again, one that begins like another, and one that never does. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void textsThatTakeTurns(int turns) {
    Parsers parsers = new Parsers(ActivitySchema.SCHEMA);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 500; i++) {
      int turn = random.nextInt(turns);
      String rare = i % 50 == 0 ? "null" : "\"" + "long ".repeat(i % 130) + "\"";
      String line =
          ("{\"Device\":\"%s\",\"User\":\"%s\",\"x\":%d,\"gt\":%s,\"new\":\"%s\",\"Model\":\"m\","
                  + "\"Arrival_Time\":%d,\"Creation_Time\":2}")
              .formatted(
                  "nexus4_1".repeat(turn + 1),
                  "abcde".charAt(turn),
                  turn,
                  random.nextInt(9) == 0 ? rare : "\"sit\"",
                  random.nextBoolean() ? "n" : rare.length(),
                  i);
      byte[] bytes = line.getBytes(UTF_8);
      parsers.check(bytes, 0, bytes.length, line);
    }
    assertThat(parsers.plain).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 16, 17, 1_000, 1_015, 1_016, 1_017, 3_000})
  void aLineOfManyValues(int values) {
    String line =
        "{\"User\":\"a\",\"Device\":\"d\",\"Arrival_Time\":1,\"Creation_Time\":2,\"new\":[%s],\"x\":%s}";
    Parsers parsers = new Parsers(ActivitySchema.SCHEMA);
    for (int i = 0; i < 4; i++) {
      byte[] bytes = line.formatted("7,".repeat(values - 1) + i, i).getBytes(UTF_8);
      parsers.check(bytes, 0, bytes.length, values + " values, line " + i);
    }
  }

  /** A name that JSON writes with an escape is not known by its letters. */
  @Test
  void namesWithEscapes() throws NotAReadingException {
    ReadingSchema schema =
        ReadingSchema.builder().add("a\"b", Field.Type.WHOLE).add("c\\n", Field.Type.WHOLE).build();
    Field quote = schema.field("a\"b");
    Field backslash = schema.field("c\\n");
    Reading escaped = parsed(schema, "{\"a\\\"b\":1,\"c\\\\n\":2}");
    assertThat(escaped.whole(quote)).isEqualTo(1);
    assertThat(escaped.whole(backslash)).isEqualTo(2);
    assertThat(parsed(schema, "{\"a\":1,\"c\\n\":2}").has(backslash)).isFalse();
    assertThatThrownBy(() -> parsed(schema, "{\"a\"b\":1}"))
        .isInstanceOf(NotAReadingException.class);
  }

  private static Reading parsed(ReadingSchema schema, String line) throws NotAReadingException {
    byte[] bytes = line.getBytes(UTF_8);
    return Parsed.by(schema, new JsonReadingParser(schema), bytes, 0, bytes.length);
  }

  /** Parses each line twice, once without the scanner. */
  private static final class Parsers {
    private final ReadingSchema schema;
    private final JsonReadingParser parser;
    private final JsonReadingParser jackson;
    private int plain;

    Parsers(ReadingSchema schema) {
      this.schema = schema;
      parser = new JsonReadingParser(schema);
      jackson = new JsonReadingParser(schema);
    }

    void check(byte[] line, int from, int to, String what) {
      byte[] alone = Arrays.copyOfRange(line, from, to);
      String expected = outcome(alone);
      String actual;
      try {
        actual = text(Parsed.by(schema, parser, line, from, to - from));
      } catch (NotAReadingException e) {
        actual = e.reason() + ": " + e.getMessage();
      }
      assertThat(actual).as("%s: %s", what, new String(alone, UTF_8)).isEqualTo(expected);
      if (parser.isPlain(line, from, to - from, fresh(schema))) {
        plain++;
      }
    }

    private String outcome(byte[] line) {
      try {
        ReadingColumnsBuilder target = fresh(schema);
        jackson.parseWithJackson(line, 0, line.length, target);
        return text(target.last());
      } catch (NotAReadingException e) {
        return e.reason() + ": " + e.getMessage();
      }
    }

    /** With the bits of the doubles. */
    private static String text(Reading reading) {
      StringBuilder text = new StringBuilder(reading.toString());
      for (Field field : reading.schema().fields()) {
        if (field.type() == Field.Type.REAL) {
          text.append(' ').append(Double.doubleToRawLongBits(reading.real(field)));
        }
      }
      return text.toString();
    }
  }

  private static ReadingColumnsBuilder fresh(ReadingSchema schema) {
    ReadingColumnsBuilder target = new ReadingColumnsBuilder(schema, 1);
    target.begin();
    return target;
  }

  private static byte[] mutated(String original, SplittableRandom random) {
    byte[] line = original.getBytes(UTF_8);
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
