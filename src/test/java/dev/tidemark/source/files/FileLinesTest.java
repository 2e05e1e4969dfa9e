package dev.tidemark.source.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.format.FileCompression;
import dev.tidemark.format.LineScanner;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines begin at 0, 3, 6 and 10; the file has 13 bytes. */
class FileLinesTest {
  private static final String TEXT = "ab\ncd\nefg\nhi\n";

  @TempDir Path folder;
  private String plain;
  private String gzip;

  @BeforeEach
  void write() throws IOException {
    Path file = folder.resolve("lines.json");
    Files.writeString(file, TEXT);
    plain = file.toString();
    Path compressed = folder.resolve("lines.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      out.write(TEXT.getBytes(UTF_8));
    }
    gzip = compressed.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 13, 0:ab 3:cd 6:efg 10:hi",
    "0, 3, 0:ab",
    "0, 4, 0:ab 3:cd",
    "1, 3, ''",
    "2, 4, 3:cd",
    "3, 6, 3:cd",
    "3, 7, 3:cd 6:efg",
    "4, 13, 6:efg 10:hi",
    "7, 10, ''",
    "10, 13, 10:hi",
    "11, 13, ''"
  })
  void aRangeHasTheLinesWhoseFirstByteLiesInIt(long start, long end, String lines)
      throws IOException {
    FileRange range = new FileRange(plain, start, end, false, end - start, true);
    assertThat(read(FileLines.of(range, Optional.empty()).scanner())).isEqualTo(lines);
  }

  @Test
  void aCompressedFileIsReadInFullWithOffsetsOfItsText() throws IOException {
    FileRange range = FileRange.whole(gzip, Files.size(Path.of(gzip)), true, true);
    assertThat(read(FileLines.of(range, Optional.empty()).scanner()))
        .isEqualTo("0:ab 3:cd 6:efg 10:hi");
  }

  /** On disk a compressed file is smaller than its text, and progress goes by what is on disk. */
  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2"})
  void whatWasReadIsCountedOnDisk(FileCompression compression) throws IOException {
    Path file = folder.resolve("long" + compression.ending());
    Random random = new Random(1);
    try (OutputStream out =
        compression == FileCompression.GZIP
            ? new GZIPOutputStream(Files.newOutputStream(file))
            : new BZip2CompressorOutputStream(Files.newOutputStream(file), 1)) {
      for (int i = 0; i < 100_000; i++) {
        out.write("%d\n".formatted(random.nextLong()).getBytes(UTF_8));
      }
    }
    long size = Files.size(file);
    FileRange range = FileRange.whole(file.toString(), size, true, true);
    try (RangeLines lines = FileLines.of(range, Optional.empty())) {
      int read = 0;
      while (read < 50_000 && lines.scanner().next()) {
        read++;
      }
      assertThat(lines.bytesRead().getAsLong()).isBetween(size * 45 / 100, size * 65 / 100);
      while (lines.scanner().next()) {
        read++;
      }
      assertThat(read).isEqualTo(100_000);
      assertThat(lines.bytesRead().getAsLong()).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 13, 0:ab 3:cd 6:efg 10:hi", "6, 13, 6:efg 10:hi", "6, 10, 6:efg", "13, 13, ''"})
  void readingResumesAtALineCompressedOrNot(long offset, long end, String lines)
      throws IOException {
    assertThat(read(FileLines.from(plain, false, offset, end, Optional.empty()))).isEqualTo(lines);
    assertThat(read(FileLines.from(gzip, true, offset, end, Optional.empty()))).isEqualTo(lines);
  }

  @Test
  void aCompressedFileThatShrankIsReported() {
    assertThatThrownBy(() -> FileLines.from(gzip, true, 14, 20, Optional.empty()))
        .isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none.json", "none.json.gz"})
  void aMissingFileIsReported(String name) {
    String file = folder.resolve(name).toString();
    assertThatThrownBy(() -> FileLines.from(file, name.endsWith(".gz"), 0, 9, Optional.empty()))
        .isInstanceOf(FileNotFoundException.class);
  }

  private static String read(LineScanner scanner) throws IOException {
    List<String> lines = new ArrayList<>();
    try (scanner) {
      while (scanner.next()) {
        lines.add(scanner.offset() + ":" + new String(scanner.copyOfLine(), UTF_8));
      }
    }
    return String.join(" ", lines);
  }
}
