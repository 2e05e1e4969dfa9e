package dev.tidemark.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityGeneratorTest {
  private static final String PINNED =
      "61aa4990f1f7d5ea936990ca6bd321782fceca245a8945d25645dac43d5ec05a";

  @TempDir private Path folder;

  @Test
  void equalSettingsGiveEqualBytes() throws Exception {
    GeneratorSettings settings = new GeneratorSettings(5_000, 3, 7, 20, 30, 40, 10);
    ActivityGenerator.of(settings).writeTo(folder.resolve("one"), FileOrder.spread);
    ActivityGenerator.of(settings).writeTo(folder.resolve("two"), FileOrder.spread);

    assertThat(digest(folder.resolve("two"))).isEqualTo(digest(folder.resolve("one")));
  }

  @Test
  void theBytesNeverChange() throws Exception {
    GeneratorSettings settings = new GeneratorSettings(5_000, 3, 7, 20, 30, 40, 10);
    ActivityGenerator.of(settings).writeTo(folder, FileOrder.spread);

    assertThat(digest(folder)).isEqualTo(PINNED);
  }

  @Test
  void anotherSeedGivesOtherBytes() throws Exception {
    ActivityGenerator.of(GeneratorSettings.of(2_000, 2, 1))
        .writeTo(folder.resolve("one"), FileOrder.spread);
    ActivityGenerator.of(GeneratorSettings.of(2_000, 2, 2))
        .writeTo(folder.resolve("two"), FileOrder.spread);

    assertThat(digest(folder.resolve("two"))).isNotEqualTo(digest(folder.resolve("one")));
  }

  @Test
  void linesOfTheTableAreDistributedOverFilesInTurn() throws IOException {
    GeneratorSettings inOne = new GeneratorSettings(3_000, 1, 5, 9, 8, 7, 6);
    GeneratorSettings inSeven = new GeneratorSettings(3_000, 7, 5, 9, 8, 7, 6);
    ActivityGenerator.of(inOne).writeTo(folder.resolve("one"), FileOrder.spread);
    ActivityGenerator.of(inSeven).writeTo(folder.resolve("seven"), FileOrder.spread);

    List<String> table = lines(folder.resolve("one/part-00000-of-00001.json"));
    assertThat(table).hasSize(3_017);
    for (int part = 0; part < 7; part++) {
      int first = part;
      List<String> everySeventh =
          IntStream.range(0, table.size())
              .filter(line -> line % 7 == first)
              .mapToObj(table::get)
              .toList();
      assertThat(lines(folder.resolve(partName(part, 7)))).isEqualTo(everySeventh);
    }
  }

  @Test
  void theSummaryCountsWhatWasWritten() throws IOException {
    GeneratorSettings settings = new GeneratorSettings(4_000, 4, 5, 21, 31, 41, 11);
    GenerationSummary summary = ActivityGenerator.of(settings).writeTo(folder, FileOrder.spread);

    long bytes = 0;
    long lines = 0;
    for (Path part : parts(folder)) {
      bytes += Files.size(part);
      lines += lines(part).size();
    }
    assertThat(summary).isEqualTo(new GenerationSummary(4_000, 4, bytes, 21, 31, 5, 41, 11));
    assertThat(summary.lines()).isEqualTo(lines).isEqualTo(4_052);
  }

  @Test
  void rowsLookLikeThoseOfTheRealData() throws IOException {
    ActivityGenerator.of(GeneratorSettings.of(20_000, 1, 1)).writeTo(folder, FileOrder.spread);
    List<String> lines = lines(folder.resolve("part-00000-of-00001.json"));

    String decimal = "-?(0|[1-9][0-9]*)\\.[0-9]+";
    String number = "(" + decimal + "|-?[1-9]\\.[0-9]+E-[4-9])";
    String row =
        "\\{\"Arrival_Time\":[0-9]{13},\"Creation_Time\":[0-9]{19},\"Device\":\"nexus4_[12]\","
            + "\"Index\":(0|[1-9][0-9]*),\"Model\":\"nexus4\",\"User\":\"[a-i]\","
            + "\"gt\":\"(stand|sit|walk|bike|stairsup|stairsdown|null)\","
            + ("\"x\":" + number + ",\"y\":" + number + ",\"z\":" + number + "\\}");
    assertThat(lines).allSatisfy(line -> assertThat(line).matches(row));
    assertThat(lines).anyMatch(line -> line.contains("E-4"));
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    Path taken = folder.resolve("part-00001-of-00003.json");
    Files.createDirectory(taken);
    ActivityGenerator generator = ActivityGenerator.of(GeneratorSettings.of(1_000, 3, 1));

    assertThatIOException()
        .isThrownBy(() -> generator.writeTo(folder, FileOrder.spread))
        .withMessageContaining(taken.toString());
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    ActivityGenerator generator = ActivityGenerator.of(GeneratorSettings.of(1_000, 3, 1));

    assertThatIOException()
        .isThrownBy(() -> generator.writeTo(file.resolve("below"), FileOrder.spread))
        .withMessageContaining(file.resolve("below").toString());
  }

  private static String partName(int part, int count) {
    return String.format(Locale.ROOT, "seven/part-%05d-of-%05d.json", part, count);
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
  }

  private static List<Path> parts(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return new ArrayList<>(files.sorted().toList());
    }
  }

  private static String digest(Path directory) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path part : parts(directory)) {
      digest.update(part.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(part));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
