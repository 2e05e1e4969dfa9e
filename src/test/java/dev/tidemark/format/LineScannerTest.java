package dev.tidemark.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.source.files.Drip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineScannerTest {
  /** A line as it is in the file. */
  private record Line(long offset, String text) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void linesEndWithLfOrCrLf(int bytesARead) throws IOException {
    assertThat(lines("ab\ncd\r\nef\n", bytesARead))
        .containsExactly(new Line(0, "ab"), new Line(3, "cd"), new Line(7, "ef"));
  }

  @Test
  void aCarriageReturnInsideALineIsPartOfIt() throws IOException {
    assertThat(lines("a\rb\n\rc\r\r\n", 100))
        .containsExactly(new Line(0, "a\rb"), new Line(4, "\rc\r"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab\ncd", "ab\ncd\n", "ab\r\ncd\r", "ab\ncd\r\n"})
  void theLastLineNeedsNoNewline(String file) throws IOException {
    assertThat(lines(file, 100)).extracting(Line::text).containsExactly("ab", "cd");
  }

  @Test
  void anEmptyFileHasNoLines() throws IOException {
    assertThat(lines("", 100)).isEmpty();
  }

  @Test
  void emptyLinesHaveOffsets() throws IOException {
    assertThat(lines("\n\r\na\n\n", 100))
        .containsExactly(new Line(0, ""), new Line(1, ""), new Line(3, "a"), new Line(5, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", " \t  ", "\r\r"})
  void aLineOfOnlyWhitespaceIsBlank(String line) throws IOException {
    LineScanner scanner = scanner((line + "\n").getBytes(UTF_8), 100);
    assertThat(scanner.next()).isTrue();
    assertThat(scanner.isBlank()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "  x ", "\u0000", "\f", "\u00A0"})
  void aLineWithAnythingElseIsNotBlank(String line) throws IOException {
    LineScanner scanner = scanner((line + "\n").getBytes(UTF_8), 100);
    assertThat(scanner.next()).isTrue();
    assertThat(scanner.isBlank()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 1000})
  void aByteOrderMarkIsNotPartOfALine(int bytesARead) throws IOException {
    assertThat(lines("\uFEFFab\ncd\n", bytesARead))
        .containsExactly(new Line(3, "ab"), new Line(6, "cd"));
  }

  @Test
  void aFileWithOnlyAByteOrderMarkHasNoLines() throws IOException {
    assertThat(lines("\uFEFF", 100)).isEmpty();
  }

  @Test
  void aByteOrderMarkElsewhereIsText() throws IOException {
    assertThat(lines("a\n\uFEFFb\n", 100))
        .containsExactly(new Line(0, "a"), new Line(2, "\uFEFFb"));
    byte[] file = "\uFEFFb\n".getBytes(UTF_8);
    LineScanner scanner = new LineScanner(new Drip(file, 100), 5, Long.MAX_VALUE);
    assertThat(all(scanner)).containsExactly(new Line(5, "\uFEFFb"));
  }

  @Test
  void halfAByteOrderMarkIsText() throws IOException {
    byte[] file = {(byte) 0xEF, (byte) 0xBB, '\n'};
    LineScanner scanner = scanner(file, 1);
    assertThat(scanner.next()).isTrue();
    assertThat(scanner.copyOfLine()).containsExactly(0xEF, 0xBB);
  }

  @Test
  void aLineBelongsToTheRangeOfItsFirstByte() throws IOException {
    byte[] file = "ab\ncd\nef".getBytes(UTF_8);
    assertThat(all(new LineScanner(new Drip(file, 100), 0, 3))).containsExactly(new Line(0, "ab"));
    assertThat(all(new LineScanner(new Drip(file, 100), 0, 4)))
        .containsExactly(new Line(0, "ab"), new Line(3, "cd"));
  }

  @Test
  void theRestOfALineThatBeganBeforeTheRangeIsSkipped() throws IOException {
    byte[] file = "ab\ncd\nef".getBytes(UTF_8);
    LineScanner scanner = new LineScanner(new Drip(file, 1, 100), 1, Long.MAX_VALUE);
    scanner.skipPartialLine();
    assertThat(all(scanner)).containsExactly(new Line(3, "cd"), new Line(6, "ef"));
    LineScanner inLastLine = new LineScanner(new Drip(file, 6, 100), 6, Long.MAX_VALUE);
    inLastLine.skipPartialLine();
    assertThat(all(inLastLine)).isEmpty();
  }

  @Property(tries = 300)
  void linesAreSeparatedByNewlines(
      @ForAll("files") String file, @ForAll @IntRange(min = 1, max = 9) int bytesARead)
      throws IOException {
    List<Line> expected = new ArrayList<>();
    int start = 0;
    while (start < file.length()) {
      int newline = file.indexOf('\n', start);
      int end = newline < 0 ? file.length() : newline;
      String line = file.substring(start, end);
      expected.add(
          new Line(start, line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
      start = end + 1;
    }
    assertThat(lines(file, bytesARead)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.strings().withChars("ab \r\n\n").ofMaxLength(60);
  }

  private static List<Line> lines(String file, int bytesARead) throws IOException {
    return all(scanner(file.getBytes(UTF_8), bytesARead));
  }

  private static LineScanner scanner(byte[] file, int bytesARead) throws IOException {
    return new LineScanner(new Drip(file, bytesARead), 0, Long.MAX_VALUE);
  }

  private static List<Line> all(LineScanner scanner) throws IOException {
    List<Line> lines = new ArrayList<>();
    while (scanner.next()) {
      assertThat(scanner.isTooLong()).isFalse();
      lines.add(new Line(scanner.offset(), new String(scanner.copyOfLine(), UTF_8)));
    }
    return lines;
  }
}
