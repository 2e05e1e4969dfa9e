package dev.tidemark.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 9, 10, 13, 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x200b, 0x200e, 0x202e, 0x2028, 0x2029,
        0x2066, 0xfeff, 0xd800, 0xe0041
      })
  void controlCharactersAreEscaped(int point) {
    StringBuilder units = new StringBuilder();
    for (char unit : Character.toChars(point)) {
      units.append("\\u").append(String.format("%04x", (int) unit));
    }
    assertThat(TerminalText.escape("a" + Character.toString(point) + "b"))
        .isEqualTo("a" + units + "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain 'text' \\ \"", "Gerät", "日本語", "👍", "а·ß"})
  void printedTextIsUnchanged(String text) {
    assertThat(TerminalText.escape(text)).isSameAs(text);
  }

  @Test
  void aRowStaysTheSameJson() throws Exception {
    String row = "{\"User\":\"\u009b31m\u202e\u2028\u007f\udb40\udc41é\"}";
    String escaped = TerminalText.escape(row);
    assertThat(escaped).isEqualTo("{\"User\":\"\\u009b31m\\u202e\\u2028\\u007f\\udb40\\udc41é\"}");
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(escaped)).isEqualTo(json.readTree(row));
  }

  @Test
  void aLogLineStaysOneLine() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream log = TerminalText.escaping(new PrintStream(bytes, true, UTF_8));
    log.println("tidemark: cannot read a\u001b[2J\ntidemark: done in 1.0 s; Gerät.json");
    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly(
            "tidemark: cannot read a\\u001b[2J\\u000atidemark: done in 1.0 s; Gerät.json");
  }

  @Test
  void noLineOfAStackTraceLooksLikeOneOfOurs() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream log = TerminalText.escaping(new PrintStream(bytes, true, UTF_8));
    new IllegalStateException("first\u001b\ntidemark: done").printStackTrace(log);
    assertThat(bytes.toString(UTF_8).lines().toList())
        .startsWith("java.lang.IllegalStateException: first\\u001b", "\ttidemark: done")
        .anySatisfy(line -> assertThat(line).startsWith("\tat "));
  }
}
