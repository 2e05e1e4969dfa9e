package dev.tidemark.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorruptionTest {
  private static final Pattern CREATION = Pattern.compile("\"Creation_Time\":([0-9]+)");

  @TempDir private Path folder;

  @Test
  void exactlyTheKnownKindsOccur() throws IOException {
    List<String> malformed = malformed(new GeneratorSettings(3_000, 1, 3, 120, 0, 0, 0));

    assertThat(malformed).hasSize(120);
    assertThat(malformed).filteredOn(CorruptionTest::isNotUtf8).hasSize(6);
    List<String> text = malformed.stream().filter(line -> !isNotUtf8(line)).toList();
    List<String> objects = text.stream().filter(line -> line.endsWith("}")).toList();
    assertThat(text).filteredOn(line -> !line.startsWith("{")).hasSizeBetween(15, 20);
    assertThat(text)
        .filteredOn(line -> line.startsWith("{") && !line.endsWith("}"))
        .hasSizeBetween(15, 20);
    assertThat(objects).filteredOn(line -> !line.contains("\"User\"")).hasSizeBetween(15, 20);
    assertThat(objects).filteredOn(line -> !CREATION.matcher(line).find()).hasSizeBetween(15, 20);
    assertThat(objects)
        .filteredOn(line -> line.startsWith("{\"Arrival_Time\":\""))
        .hasSizeBetween(15, 20);
    assertThat(objects).filteredOn(CorruptionTest::isBeyond64Bits).hasSizeBetween(15, 20);
  }

  @Test
  void fiveLinesCoverEveryReason() throws IOException {
    List<String> malformed = malformed(new GeneratorSettings(1_000, 1, 3, 5, 0, 0, 0));

    assertThat(malformed)
        .hasSize(5)
        .anyMatch(line -> !line.startsWith("{"))
        .anyMatch(line -> line.endsWith("}") && !line.contains("\"User\""))
        .anyMatch(line -> line.startsWith("{\"Arrival_Time\":\""))
        .anyMatch(CorruptionTest::isBeyond64Bits);
  }

  @Test
  void malformedLinesAreSpreadEvenly() throws IOException {
    List<String> lines = lines(new GeneratorSettings(2_000, 1, 3, 20, 0, 0, 0));

    for (int tenth = 0; tenth < 10; tenth++) {
      List<String> part = lines.subList(tenth * 202, (tenth + 1) * 202);
      assertThat(part).filteredOn(line -> !isRow(line)).hasSizeBetween(1, 3);
    }
  }

  private List<String> malformed(GeneratorSettings settings) throws IOException {
    return lines(settings).stream().filter(line -> !isRow(line)).toList();
  }

  private List<String> lines(GeneratorSettings settings) throws IOException {
    ActivityGenerator.of(settings).writeTo(folder, FileOrder.spread);
    Path file = folder.resolve("part-00000-of-00001.json");
    return new ArrayList<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
  }

  private static boolean isRow(String line) {
    return line.matches(
        "\\{\"Arrival_Time\":[0-9]{13},\"Creation_Time\":[0-9]{19},.*\"User\":\"[a-i]\",.*\\}");
  }

  private static boolean isBeyond64Bits(String line) {
    Matcher creation = CREATION.matcher(line);
    return creation.find() && new BigInteger(creation.group(1)).bitLength() > 63;
  }

  private static boolean isNotUtf8(String line) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)));
      return false;
    } catch (CharacterCodingException e) {
      return true;
    }
  }
}
