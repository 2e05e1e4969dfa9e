package dev.tidemark.source.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.format.LineScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines about as long as the longest allowed, at every place relative to the scanner's buffer. */
class LongLineTest {
  private static final int LONGEST = 1 << 20;

  /** The buffer begins with this and doubles: places at which a line may meet its end. */
  private static final int BUFFER = 1 << 18;

  private record Seen(long offset, int length, long fullLength, boolean tooLong) {}

  static Stream<Integer> lengths() {
    return Stream.of(BUFFER, 2 * BUFFER, LONGEST, 2 * LONGEST, 4 * LONGEST)
        .flatMap(edge -> Stream.of(edge - 2, edge - 1, edge, edge + 1, edge + 2));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void aLongLineIsCutAndTheNextLineIsFound(int length) throws IOException {
    for (int before : new int[] {0, 1, BUFFER - 1, BUFFER, BUFFER + 1}) {
      for (int bytesARead : new int[] {Integer.MAX_VALUE, 100_003}) {
        assertThat(scan(file(before, "x".repeat(length), "\n"), bytesARead))
            .containsExactly(
                new Seen(0, before, before, false),
                new Seen(before + 1, Math.min(length, LONGEST), length, length > LONGEST),
                new Seen(before + 1 + length + 1, 3, 3, false));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void aLongLineMayBeTheLastWithoutNewline(int length) throws IOException {
    assertThat(scan("x".repeat(length).getBytes(US_ASCII), Integer.MAX_VALUE))
        .containsExactly(new Seen(0, Math.min(length, LONGEST), length, length > LONGEST));
  }

  @Test
  void theHeadOfALongLineIsKept() throws IOException {
    String head = "h".repeat(LONGEST - 1) + "!";
    LineScanner scanner = atSecondLine(file(5, head + "tail", "\n"), Integer.MAX_VALUE);
    assertThat(new String(scanner.copyOfLine(), US_ASCII)).isEqualTo(head);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, BUFFER, 3 * BUFFER, LONGEST - 1, LONGEST, LONGEST + 7})
  void theHeadOfALongLineDoesNotDependOnTheBuffer(int before) throws IOException {
    // A carriage return at the cut is inside the line, so it is part of what is kept.
    String line = "h".repeat(LONGEST - 1) + "\rtail";
    for (int bytesARead : new int[] {Integer.MAX_VALUE, LONGEST + 1, 4099}) {
      LineScanner scanner = atSecondLine(file(before, line, "\n"), bytesARead);
      assertThat(scanner.length()).isEqualTo(LONGEST);
      assertThat(scanner.fullLength()).isEqualTo(LONGEST + 4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, BUFFER - 1, BUFFER, LONGEST})
  void crLfIsNotPartOfALine(int before) throws IOException {
    for (int length : new int[] {LONGEST - 1, LONGEST, LONGEST + 1, LONGEST + 2, 3 * LONGEST}) {
      for (int bytesARead : new int[] {Integer.MAX_VALUE, 100_003}) {
        assertThat(scan(file(before, "x".repeat(length), "\r\n"), bytesARead))
            .containsExactly(
                new Seen(0, before, before, false),
                new Seen(before + 1, Math.min(length, LONGEST), length, length > LONGEST),
                new Seen(before + 1 + length + 2, 3, 3, false));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, LONGEST, 3 * LONGEST})
  void aLongLineThatBeginsWithSpaceIsNotBlank(int more) throws IOException {
    String line = " ".repeat(LONGEST + more) + "{}";
    LineScanner scanner = atSecondLine(file(3, line, "\n"), Integer.MAX_VALUE);
    assertThat(scanner.isBlank()).isFalse();
  }

  @Test
  void severalLongLinesInARow() throws IOException {
    String line = "x".repeat(LONGEST + 10) + "\n";
    assertThat(scan((line + line + line + "end").getBytes(US_ASCII), 65_537))
        .containsExactly(
            new Seen(0, LONGEST, LONGEST + 10, true),
            new Seen(LONGEST + 11, LONGEST, LONGEST + 10, true),
            new Seen(2L * (LONGEST + 11), LONGEST, LONGEST + 10, true),
            new Seen(3L * (LONGEST + 11), 3, 3, false));
  }

  /** A line of so many bytes, the line itself, and a short one. */
  private static byte[] file(int before, String line, String newline) {
    return ("b".repeat(before) + "\n" + line + newline + "end").getBytes(US_ASCII);
  }

  private static LineScanner atSecondLine(byte[] file, int bytesARead) throws IOException {
    LineScanner scanner = scanner(file, bytesARead);
    assertThat(scanner.next()).isTrue();
    assertThat(scanner.next()).isTrue();
    return scanner;
  }

  private static LineScanner scanner(byte[] file, int bytesARead) throws IOException {
    return new LineScanner(new Drip(file, bytesARead), 0, Long.MAX_VALUE);
  }

  private static List<Seen> scan(byte[] file, int bytesARead) throws IOException {
    LineScanner scanner = scanner(file, bytesARead);
    List<Seen> seen = new ArrayList<>();
    while (scanner.next()) {
      seen.add(
          new Seen(scanner.offset(), scanner.length(), scanner.fullLength(), scanner.isTooLong()));
    }
    return seen;
  }
}
