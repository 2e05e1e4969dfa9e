package dev.tidemark.format;

import static dev.tidemark.model.MalformedLine.Reason.MALFORMED_JSON;
import static dev.tidemark.model.MalformedLine.Reason.MISSING_FIELD;
import static dev.tidemark.model.MalformedLine.Reason.OUT_OF_RANGE;
import static dev.tidemark.model.MalformedLine.Reason.WRONG_TYPE;
import static dev.tidemark.testing.Values.creationTime;
import static dev.tidemark.testing.Values.gt;
import static dev.tidemark.testing.Values.user;
import static dev.tidemark.testing.Values.x;
import static dev.tidemark.testing.Values.y;
import static dev.tidemark.testing.Values.z;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.model.MalformedLine.Reason;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingParserTest {
  /** The required fields, for lines whose other parts are tested. */
  private static final String REQUIRED =
      "\"Arrival_Time\":2,\"Creation_Time\":1,\"User\":\"u\",\"Device\":\"d\"";

  private final JsonReadingParser parser = new JsonReadingParser(ActivitySchema.SCHEMA);

  @Test
  void readsEveryField() throws NotAReadingException {
    assertThat(
            parse(
                """
                {"Arrival_Time":1424686735175,"Creation_Time":1424686733176178965,\
                "Device":"nexus4_1","Index":35,"Model":"nexus4","User":"g","gt":"stand",\
                "x":0.0014038086,"y":5.0354E-4,"z":-0.0124053955}"""))
        .isEqualTo(
            Readings.atNanos(1424686733176178965L)
                .arrival(1424686735175L)
                .user("g")
                .device("nexus4_1")
                .index(35)
                .model("nexus4")
                .gt("stand")
                .x(0.0014038086)
                .y(5.0354E-4)
                .z(-0.0124053955)
                .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{%s}",
        "{%s,\"Index\":null,\"Model\":null,\"gt\":null,\"x\":null,\"y\":null,\"z\":null}"
      })
  void optionalFieldsMayBeAbsentOrNull(String line) throws NotAReadingException {
    assertThat(parse(line.formatted(REQUIRED)))
        .isEqualTo(Readings.atNanos(1).arrival(2).user("u").device("d").build());
  }

  @Test
  void theStringNullIsALabelLikeAnyOther() throws NotAReadingException {
    assertThat(gt(with("\"gt\":\"null\""))).contains("null");
  }

  @Test
  void fieldsOfThePrecedingLineDoNotLeak() throws NotAReadingException {
    with("\"gt\":\"walk\",\"Model\":\"m\",\"Index\":9,\"x\":1,\"y\":2,\"z\":3");
    optionalFieldsMayBeAbsentOrNull("{%s}");
  }

  @Test
  void anErrorOfThePrecedingLineDoesNotLeak() throws NotAReadingException {
    assertThat(reasonWith("\"x\":\"one\"")).isEqualTo(WRONG_TYPE);
    assertThat(x(with("\"x\":1"))).isEqualTo(1.0);
  }

  @ParameterizedTest
  @CsvSource({
    "-6.256104E-4, -0.0006256104",
    "1, 1.0",
    "-3, -3.0",
    "0, 0.0",
    "1e3, 1000.0",
    "123456789012345678901234567890, 1.2345678901234568E29",
    "9007199254740993, 9007199254740992.0",
    "4.9e-324, 4.9E-324",
    "1e-999, 0.0",
    "1.7976931348623157e308, 1.7976931348623157E308"
  })
  void numbersOfAnySpellingAreCoordinates(String written, double meant)
      throws NotAReadingException {
    assertThat(x(with("\"x\":" + written))).isEqualTo(meant);
  }

  @Property(tries = 500)
  void coordinatesAreTheNearestDouble(@ForAll long bits) throws NotAReadingException {
    double number = Double.longBitsToDouble(bits);
    if (Double.isFinite(number)) {
      String written = String.format(Locale.ROOT, "%.17e", number);
      assertThat(y(with("\"y\":" + written))).isEqualTo(number);
      assertThat(z(with("\"z\":" + number))).isEqualTo(number);
    }
  }

  @Example
  void timesAreIntegersOf64Bits() throws NotAReadingException {
    assertThat(creationTime(withTimes("0", "9223372036854775807"))).isEqualTo(Long.MAX_VALUE);
    assertThat(creationTime(withTimes("0", "-9223372036854775808"))).isEqualTo(Long.MIN_VALUE);
    assertThat(withTimes("-1", "0").arrivalTime()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775808", "-9223372036854775809", "1424686733176178965000"})
  void aCreationTimeBeyond64BitsIsOutOfRange(String time) {
    assertThat(reason(times("0", time))).isEqualTo(OUT_OF_RANGE);
  }

  @Test
  void numbersMayBeOfAnyLength() throws NotAReadingException {
    String digits = "1".repeat(2000);
    assertThat(reason(times("0", digits))).isEqualTo(OUT_OF_RANGE);
    assertThat(reasonWith("\"x\":" + digits)).isEqualTo(OUT_OF_RANGE);
    assertThat(x(with("\"x\":0." + digits))).isEqualTo(1.0 / 9);
    assertThat(user(with("\"unknown\":" + digits))).isEqualTo("u");
  }

  @Test
  void anArrivalTimeThatOverflowsInNanosecondsIsOutOfRange() throws NotAReadingException {
    // 2^63 ns are 9,223,372,036,854.775807 ms.
    assertThat(withTimes("9223372036854", "0").arrivalTime()).isEqualTo(9223372036854L);
    assertThat(reason(times("9223372036855", "0"))).isEqualTo(OUT_OF_RANGE);
    assertThat(withTimes("-9223372036854", "0").arrivalTime()).isEqualTo(-9223372036854L);
    assertThat(reason(times("-9223372036855", "0"))).isEqualTo(OUT_OF_RANGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "y", "z"})
  void aCoordinateThatOverflowsADoubleIsOutOfRange(String axis) {
    assertThat(reasonWith("\"" + axis + "\":1e999")).isEqualTo(OUT_OF_RANGE);
    assertThat(reasonWith("\"" + axis + "\":-1e999")).isEqualTo(OUT_OF_RANGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e3", "\"1\"", "true", "[1]", "{\"ms\":1}"})
  void aTimeThatIsNotAnIntegerIsOfWrongType(String value) {
    assertThat(reason(times(value, "0"))).isEqualTo(WRONG_TYPE);
    assertThat(reason(times("0", value))).isEqualTo(WRONG_TYPE);
    assertThat(reasonWith("\"Index\":" + value)).isEqualTo(WRONG_TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "false", "[\"a\"]", "{\"name\":\"a\"}"})
  void aTextThatIsNotAStringIsOfWrongType(String value) {
    for (String field : new String[] {"User", "Device", "Model", "gt"}) {
      assertThat(reasonWith("\"" + field + "\":" + value)).as(field).isEqualTo(WRONG_TYPE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "true", "[1]", "{\"rad\":1}", "\"NaN\""})
  void aCoordinateThatIsNotANumberIsOfWrongType(String value) {
    assertThat(reasonWith("\"x\":" + value)).isEqualTo(WRONG_TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Arrival_Time", "Creation_Time", "User", "Device"})
  void aRequiredFieldMustBePresentAndNotNull(String field) {
    String renamed = "{" + REQUIRED.replace(field, "other") + "}";
    assertThat(reason(renamed)).isEqualTo(MISSING_FIELD);
    assertThat(reason("{" + REQUIRED + ",\"" + field + "\":null}")).isEqualTo(MISSING_FIELD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"unknown\":1}"})
  void anEmptyObjectMissesFields(String line) {
    assertThat(reason(line)).isEqualTo(MISSING_FIELD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"User\":\"a\"}]", "1", "-2.5", "\"text\"", "true", "null"})
  void jsonThatIsNotAnObjectIsOfWrongType(String line) {
    assertThat(reason(line)).isEqualTo(WRONG_TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{%s",
        "{%s,}",
        "%s}",
        "{%s}}",
        "{%s}{%s}",
        "{%s} 1",
        "{%s},",
        "{%s,\"x\":}",
        "{%s,\"x\"}",
        "{%s,\"x\":NaN}",
        "{%s,\"x\":+1}",
        "{%s,\"x\":01}",
        "{%s,\"x\":.5}",
        "{%s,\"x\":1.}",
        "{%s,\"x\":Infinity}",
        "{%s,\"gt\":'walk'}",
        "{%s,\"gt\":\"wa",
        "{%s,gt:\"walk\"}",
        "{%s,\"gt\":\"\\q\"}",
        "{%s,\"o\":{\"p\":[1,2}}",
        "{%s,\"o\":[1}",
        "{%s} // comment",
        "[1,2",
        "1 2",
        "nul",
        "garbage",
        "\uFEFF{%s}"
      })
  void textThatIsNotJsonIsMalformed(String line) {
    assertThat(reason(line.replace("%s", REQUIRED))).isEqualTo(MALFORMED_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"User\":1,\"x\":",
        "{\"x\":\"one\"} {}",
        "{\"Index\":99999999999999999999,\"gt\":\"\n\"}",
        "{\"User\":\"a\"",
        "[1"
      })
  void aTruncatedLineIsMalformedWhateverElseIsWrong(String line) {
    assertThat(reason(line)).isEqualTo(MALFORMED_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0001", "\t", "\u001F", "\n"})
  void anUnescapedControlCharacterIsMalformed(String control) {
    assertThat(reasonWith("\"gt\":\"a" + control + "b\"")).isEqualTo(MALFORMED_JSON);
    assertThat(reasonWith("\"unknown\":\"a" + control + "b\"")).isEqualTo(MALFORMED_JSON);
    assertThat(reasonWith("\"a" + control + "b\":1")).isEqualTo(MALFORMED_JSON);
  }

  @Test
  void anEscapedControlCharacterIsText() throws NotAReadingException {
    assertThat(gt(with("\"gt\":\"a\\u0000\\n\\\"b\""))).contains("a\u0000\n\"b");
  }

  @Test
  void unknownFieldsAreIgnoredHoweverDeep() throws NotAReadingException {
    String deep = "[".repeat(2000) + "]".repeat(2000);
    assertThat(with("\"v\":2,\"o\":{\"User\":\"no\",\"p\":[{\"x\":9}]},\"deep\":" + deep))
        .isEqualTo(with("\"s\":\"\\u00e9\""));
  }

  @Test
  void theLastOfRepeatedFieldsCounts() throws NotAReadingException {
    assertThat(user(with("\"User\":\"second\""))).isEqualTo("second");
    assertThat(x(with("\"x\":1,\"x\":null"))).isNaN();
  }

  @Test
  void spaceAroundTokensIsAllowed() throws NotAReadingException {
    assertThat(user(parse(" \t{ " + REQUIRED.replace(":", " : ").replace(",", " , ") + " } \r")))
        .isEqualTo("u");
  }

  @Test
  void textsWithEqualHashesAreDistinguished() throws NotAReadingException {
    // "Aa" and "BB" have one hash code.
    assertThat(gt(with("\"gt\":\"Aa\""))).contains("Aa");
    assertThat(gt(with("\"gt\":\"BB\""))).contains("BB");
    assertThat(gt(with("\"gt\":\"\""))).contains("");
  }

  private Reading with(String fields) throws NotAReadingException {
    return parse("{" + REQUIRED + "," + fields + "}");
  }

  private Reason reasonWith(String fields) {
    return reason("{" + REQUIRED + "," + fields + "}");
  }

  private static String times(String arrival, String creation) {
    return "{\"Arrival_Time\":%s,\"Creation_Time\":%s,\"User\":\"u\",\"Device\":\"d\"}"
        .formatted(arrival, creation);
  }

  private Reading withTimes(String arrival, String creation) throws NotAReadingException {
    return parse(times(arrival, creation));
  }

  /** Parses from the middle of an array, as the scanner passes lines. */
  private Reading parse(String line) throws NotAReadingException {
    byte[] bytes = ("}{" + line + "}{").getBytes(StandardCharsets.UTF_8);
    return Parsed.by(parser, bytes, 2, bytes.length - 4);
  }

  private Reason reason(String line) {
    return catchThrowableOfType(NotAReadingException.class, () -> parse(line)).reason();
  }
}
