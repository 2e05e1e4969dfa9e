package dev.tidemark.source.stream.files;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.format.LineScanner;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.stream.TakenLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayedLinesTest {
  @TempDir private Path folder;

  @Test
  void linesComeUnchangedInArrivalOrder() throws IOException {
    String spaced = TakenLines.line("a", 20).replace(",", " , ");
    InputFile one = file("one", bytes(spaced + "\r\n" + TakenLines.line("b", 40) + "\n"));
    InputFile other =
        file("other", bytes(TakenLines.line("c", 10) + "\n\n" + TakenLines.line("d", 30)));

    List<ReplayedLine> lines = read(one, other);
    assertThat(lines)
        .extracting(line -> StandardCharsets.UTF_8.decode(line.bytes().duplicate()).toString())
        .containsExactly(
            TakenLines.line("c", 10), spaced, TakenLines.line("d", 30), TakenLines.line("b", 40));
    assertThat(lines).allMatch(line -> line.key().equals(Optional.of("u")) && line.isWhole());
  }

  @Test
  void malformedLinesHaveNoUser() throws IOException {
    byte[] notUtf8 = {'{', (byte) 0xC3, '}'};
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(notUtf8);
    content.write(bytes("\n[1]\n" + "x".repeat(LineScanner.MAX_LINE + 1) + "\n"));

    List<ReplayedLine> lines = read(file("bad", content.toByteArray()));
    assertThat(lines).hasSize(3).allMatch(line -> line.key().isEmpty());
    assertThat(lines.get(0).bytes().array()).isEqualTo(notUtf8);
    assertThat(lines.get(1).bytes().array()).isEqualTo(bytes("[1]"));
    assertThat(lines).extracting(ReplayedLine::isWhole).containsExactly(true, true, false);
  }

  private static List<ReplayedLine> read(InputFile... files) throws IOException {
    List<ReplayedLine> read = new ArrayList<>();
    try (ReplayedLines lines =
        ReplayedLines.of(List.of(files), ACTIVITY, Double.POSITIVE_INFINITY)) {
      while (!lines.hasEnded()) {
        lines.next().ifPresent(read::add);
      }
    }
    return read;
  }

  private InputFile file(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    return new InputFile(file.toString(), content.length, false);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
