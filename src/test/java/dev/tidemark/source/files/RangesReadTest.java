package dev.tidemark.source.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.format.LineScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * However a file is cut into ranges, its lines are read once each, and are found where they are.
 */
class RangesReadTest {
  private static Path file;

  /** A malformed line, since those are kept with what was read of them. */
  private record Line(long offset, String text) {}

  @BeforeContainer
  static void openFileSystems() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    file = Files.createTempFile("ranges", ".json");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 400)
  void anySplitGivesEachLineOnceWithItsOffset(
      @ForAll("files") String content, @ForAll @IntRange(min = 1, max = 50) int most)
      throws IOException {
    byte[] bytes = content.getBytes(UTF_8);
    Files.write(file, bytes);
    FileRange whole = FileRange.whole(file.toString(), bytes.length, false, true);
    List<Line> lines = new ArrayList<>();
    for (FileRange part : whole.split(most)) {
      lines.addAll(lines(part));
    }
    assertThat(lines).isEqualTo(expected(content));
  }

  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> text = Arbitraries.strings().withChars("ab\r\n\n").ofMaxLength(80);
    return Arbitraries.oneOf(text, text.map(rest -> "\uFEFF" + rest));
  }

  /** The lines by their definition, without blank ones. */
  private static List<Line> expected(String content) {
    List<Line> lines = new ArrayList<>();
    boolean marked = content.startsWith("\uFEFF");
    String text = marked ? content.substring(1) : content;
    long offset = marked ? 3 : 0;
    for (String line : text.split("\n", -1)) {
      if (!line.replace("\r", "").isEmpty()) {
        lines.add(
            new Line(offset, line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
      }
      offset += line.length() + 1;
    }
    return lines;
  }

  private static List<Line> lines(FileRange range) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (LineScanner scanner = FileLines.of(range, Optional.empty()).scanner()) {
      while (scanner.next()) {
        if (!scanner.isBlank()) {
          lines.add(new Line(scanner.offset(), new String(scanner.copyOfLine(), UTF_8)));
        }
      }
    }
    return lines;
  }
}
