package dev.tidemark.source.stream.files;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static dev.tidemark.testing.Values.index;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.format.FileHead;
import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines come in the order of their file wherever the parts end that are parsed at a time. */
class LinesAheadTest {
  private static final String TEXT =
      """
      {"Arrival_Time":10,"Creation_Time":1,"User":"a","Device":"p","Index":0}

      no reading
      {"Arrival_Time":20,"Creation_Time":2,"User":"a","Device":"p","Index":1}
      \t
      {"Arrival_Time":5,"Creation_Time":3,"User":"a","Device":"p","Index":2}
      """;

  /** Where the lines of the text begin that hold something, where they end, and what they hold. */
  private static final List<String> LINES =
      List.of("0-72 0", "73-84 no reading", "84-156 1", "158-229 2");

  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    other.shutdownNow();
  }

  @Test
  void partsOfAnySizeGiveTheSameLines() throws IOException {
    for (Optional<Executor> executor :
        List.<Optional<Executor>>of(Optional.of(other), Optional.empty())) {
      for (int partBytes = 1; partBytes <= TEXT.length() + 1; partBytes++) {
        try (LinesAhead lines = lines(text(), partBytes, executor)) {
          assertThat(lines.position()).isZero();
          assertThat(taken(lines)).isEqualTo(LINES);
          assertThat(lines.next()).isFalse();
          assertThat(lines.position()).isEqualTo(TEXT.length());
        }
      }
    }
  }

  @Test
  void theLinesBeforeAFailureAreTaken() throws IOException {
    for (int partBytes : new int[] {1, 70, 1000}) {
      InputStream torn =
          new SequenceInputStream(
              text(),
              new InputStream() {
                @Override
                public int read() throws IOException {
                  throw new IOException("the disk is gone");
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                  return read();
                }
              });
      try (LinesAhead lines = lines(torn, partBytes, Optional.of(other))) {
        for (String line : LINES) {
          assertThat(lines.next()).isTrue();
          assertThat(shown(lines)).isEqualTo(line);
        }
        for (int again = 0; again < 2; again++) {
          assertThatThrownBy(lines::next)
              .isInstanceOf(IOException.class)
              .hasMessage("the disk is gone");
        }
      }
    }
  }

  @Test
  void textIsKeptIfAskedFor() throws IOException {
    try (LinesAhead lines =
        new LinesAhead(
            scanner(text()), parser(), ACTIVITY.schema(), true, 70, Optional.of(other))) {
      List<String> texts = new ArrayList<>();
      while (lines.next()) {
        texts.add(UTF_8.decode(lines.line().written()).toString());
      }
      assertThat(texts).isEqualTo(TEXT.lines().filter(line -> !line.isBlank()).toList());
    }
  }

  /** What is parsed by then is given up; the thread is not stuck with it. */
  @Test
  void closingEndsTheReading() throws Exception {
    LinesAhead lines = lines(text(), 1, Optional.of(other));
    assertThat(lines.next()).isTrue();
    lines.close();
    assertThat(other.submit(() -> "free").get()).isEqualTo("free");
  }

  private static InputStream text() {
    return new ByteArrayInputStream(TEXT.getBytes(UTF_8));
  }

  private static LinesAhead lines(InputStream text, int partBytes, Optional<Executor> executor)
      throws IOException {
    return new LinesAhead(scanner(text), parser(), ACTIVITY.schema(), false, partBytes, executor);
  }

  private static LineScanner scanner(InputStream text) throws IOException {
    return new LineScanner(Channels.newChannel(text), 0, Long.MAX_VALUE);
  }

  private static LineParser parser() throws IOException {
    FileHead none = Optional::empty;
    return new LineParser(
        "a.json", "byte", new ReadTracer(TracedReading.NOBODY, ""), ACTIVITY.parser(none));
  }

  private static List<String> taken(LinesAhead lines) throws IOException {
    List<String> taken = new ArrayList<>();
    while (lines.next()) {
      taken.add(shown(lines));
    }
    return taken;
  }

  private static String shown(LinesAhead lines) {
    ArrivingLine line = lines.line();
    String content =
        line instanceof ArrivingLine.OfReading reading
            ? String.valueOf(index(reading.reading()).orElseThrow())
            : ((ArrivingLine.OfMalformed) line).line().text();
    return line.offset() + "-" + lines.position() + " " + content;
  }
}
