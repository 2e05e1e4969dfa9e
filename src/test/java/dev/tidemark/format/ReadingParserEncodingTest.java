package dev.tidemark.format;

import static dev.tidemark.model.MalformedLine.Reason.MALFORMED_JSON;
import static dev.tidemark.testing.Values.gt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.schema.ActivitySchema;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line that is not UTF-8 throughout is refused. */
class ReadingParserEncodingTest {
  private static final String REQUIRED =
      "\"Arrival_Time\":2,\"Creation_Time\":1,\"User\":\"u\",\"Device\":\"d\"";

  /** Each place in a line where text can be, marked by {@code @}. */
  private static final List<String> PLACES =
      List.of(
          "{%s,\"gt\":\"a@b\"}",
          "{%s,\"unknown\":\"a@b\"}",
          "{%s,\"unknown\":[{\"p\":\"@\"}]}",
          "{%s,\"unknown\":{\"a@b\":1}}",
          "{%s,\"a@b\":1}",
          "{%s,\"@\":\"\"}",
          "{%s}@",
          "@{%s}",
          "{%s,@\"x\":1}",
          "[\"@\"]");

  private final JsonReadingParser parser = new JsonReadingParser(ActivitySchema.SCHEMA);

  @ParameterizedTest
  @CsvSource({
    "FF, never a byte of UTF-8",
    "80, a continuation without a start",
    "E9, Latin-1 for é",
    "C3, a start without its continuation",
    "E2 82, two thirds of the euro sign",
    "F0 9F 9A, three quarters of a bicycle",
    "C0 80, NUL in two bytes",
    "C1 BF, an ASCII letter in two bytes",
    "E0 80 AF, a slash in three bytes",
    "ED A0 80, half of a surrogate pair",
    "ED A0 BD ED BA B2, a surrogate pair in six bytes",
    "F4 90 80 80, beyond Unicode",
    "F5 80 80 80, beyond Unicode",
    "F0 80 80 AF, a slash in four bytes"
  })
  void bytesThatAreNotUtf8AreRefusedAnywhere(String hex, String why) {
    for (String place : PLACES) {
      assertRefused(bytes(place, unhex(hex)), place + ": " + why);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "€", "\uD83D\uDEB2", "\uFFFD", "\u2028", "\uFEFF", "\uFFFF"})
  void everyUnicodeCharacterIsText(String character) throws NotAReadingException {
    byte[] text = character.getBytes(StandardCharsets.UTF_8);
    byte[] line = bytes("{%s,\"a@b\":\"@\",\"gt\":\"@\"}", text);
    assertThat(gt(Parsed.by(parser, line, 0, line.length))).contains(character);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32BE", "UTF-32LE"})
  void otherEncodingsAreRefusedNotGuessed(String encoding) {
    assertRefused(
        ("{" + REQUIRED + "}").getBytes(Charset.forName(encoding)), "a line in " + encoding);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "\\udeb2", "\\udeb2\\ud83d", "\\ud83dx", "\\ud83d\\u0041"})
  void halfASurrogatePairIsNotText(String escape) {
    // It cannot be encoded, so two such users would be one after a shuffle and two without it.
    for (String field : List.of("User", "Device", "Model", "gt")) {
      byte[] line =
          "{%s,\"%s\":\"%s\"}"
              .formatted(REQUIRED, field, escape)
              .getBytes(StandardCharsets.US_ASCII);
      assertRefused(line, field);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d\\udeb2", "\uD83D\uDEB2"})
  void aCompleteSurrogatePairIsText(String bicycle) throws NotAReadingException {
    byte[] line =
        "{%s,\"gt\":\"%s\"}".formatted(REQUIRED, bicycle).getBytes(StandardCharsets.UTF_8);
    assertThat(gt(Parsed.by(parser, line, 0, line.length))).contains("\uD83D\uDEB2");
  }

  @Property(tries = 300)
  void acceptedTextIsUtf8(@ForAll("mostlyText") byte[] text) {
    for (String place : PLACES) {
      byte[] line = bytes(place, text);
      if (!isUtf8(line)) {
        assertRefused(line, place);
      }
    }
  }

  @Provide
  Arbitrary<byte[]> mostlyText() {
    return Arbitraries.of(0x61, 0x80, 0xBF, 0xC2, 0xC3, 0xE0, 0xA0, 0xED, 0xEF, 0xF0, 0x90, 0xF4)
        .map(Integer::byteValue)
        .array(byte[].class)
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private void assertRefused(byte[] line, String what) {
    NotAReadingException refusal =
        catchThrowableOfType(
            NotAReadingException.class, () -> Parsed.by(parser, line, 0, line.length));
    assertThat(refusal).as(what).isNotNull();
    assertThat(refusal.reason()).as(what).isEqualTo(MALFORMED_JSON);
  }

  /** Compares with what a lenient decoder makes of it: nothing is lost only in UTF-8. */
  private static boolean isUtf8(byte[] bytes) {
    String decoded = new String(bytes, StandardCharsets.UTF_8);
    return Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), bytes);
  }

  private static byte[] bytes(String place, byte[] text) {
    String ascii = new String(text, StandardCharsets.ISO_8859_1);
    return place.replace("%s", REQUIRED).replace("@", ascii).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] unhex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
