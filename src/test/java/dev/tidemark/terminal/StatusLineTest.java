package dev.tidemark.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  private static final String CLEAR = "\r\u001b[K";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final StatusLine line = new StatusLine(new PrintStream(printed, true, UTF_8), 10);

  @Test
  void theStatusIsRewrittenInPlaceAndLinesStayAboveIt() {
    line.show("one");
    line.show("one");
    line.println("news");
    line.show("");

    assertThat(printed.toString(UTF_8))
        .isEqualTo(CLEAR + unwrapped("one") + CLEAR + "news\n" + unwrapped("one") + CLEAR);
  }

  @Test
  void aStatusThatIsTooLongIsCut() {
    line.show("0123456789abc");
    assertThat(printed.toString(UTF_8)).isEqualTo(CLEAR + unwrapped("012345678"));
  }

  @Test
  void aCharacterIsNotCutInHalf() {
    line.show("01234567\uD83D\uDE00abc");
    assertThat(printed.toString(UTF_8)).isEqualTo(CLEAR + unwrapped("01234567"));
  }

  @Test
  void aTerminalWithoutASizeHasTheUsualOne() {
    new StatusLine(new PrintStream(printed, true, UTF_8), 0).show("x".repeat(100));
    assertThat(printed.toString(UTF_8)).isEqualTo(CLEAR + unwrapped("x".repeat(79)));
  }

  @Test
  void controlCharactersOfAStatusDoNotReachTheTerminal() {
    line.show("a\u001b[2J");
    assertThat(printed.toString(UTF_8)).isEqualTo(CLEAR + unwrapped("a\\u001b[2"));
  }

  /** Without line breaks of the terminal's own. */
  private static String unwrapped(String status) {
    return "\u001b[?7l" + status + "\u001b[?7h";
  }

  @Test
  void noStatusIsWrittenToAFile() {
    PrintStream file = new PrintStream(printed, true, UTF_8);
    assertThat(StatusLine.on(file)).isNotInstanceOf(StatusLine.class);
  }
}
