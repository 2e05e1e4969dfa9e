package dev.tidemark.source.files;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.tidemark.format.FileCompression;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.UnexpectedContentException;
import dev.tidemark.source.InputMatcher;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gzip, bzip2 and zstd files as tools write them, and files that only look compressed. */
class CompressedFileTest {
  private static final byte[] ZEROS = new byte[10_240];

  @TempDir private Path folder;

  @BeforeAll
  static void openFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @ParameterizedTest
  @EnumSource(
      value = FileCompression.class,
      names = {"GZIP", "BZIP2", "ZSTD"})
  void anEmptyFileHasNoLines(FileCompression compression) throws IOException {
    assertThat(lines(compression, new byte[0])).isEmpty();
    assertThat(lines(compression, compressed(compression, ""))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = FileCompression.class,
      names = {"GZIP", "BZIP2", "ZSTD"})
  void membersAreConcatenated(FileCompression compression) throws IOException {
    byte[] one = compressed(compression, "a\nb");
    byte[] nothing = compressed(compression, "");
    byte[] other = compressed(compression, "c\nd\n");
    assertThat(lines(compression, one, other)).containsExactly("a", "bc", "d");
    assertThat(lines(compression, nothing, one, nothing, other, nothing))
        .containsExactly("a", "bc", "d");
  }

  @ParameterizedTest
  @EnumSource(
      value = FileCompression.class,
      names = {"GZIP", "BZIP2", "ZSTD"})
  void zerosAfterAMemberArePadding(FileCompression compression) throws IOException {
    byte[] one = compressed(compression, "a\nb\n");
    assertThat(lines(compression, one, new byte[1])).containsExactly("a", "b");
    assertThat(lines(compression, one, ZEROS)).containsExactly("a", "b");
    assertThat(lines(compression, one, ZEROS, one, ZEROS)).containsExactly("a", "b", "a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "GZIP, its gzip data is followed by something else",
    "BZIP2, its bzip2 data is followed by something else",
    "ZSTD, its zstd data is followed by something else"
  })
  void whateverElseFollowsIsRefused(FileCompression compression, String message)
      throws IOException {
    byte[] one = compressed(compression, "a\nb\n");
    for (byte[] rest : List.of(bytes("{}\n"), new byte[] {0, 0, 7})) {
      assertThatThrownBy(() -> lines(compression, one, rest))
          .isInstanceOf(UnexpectedContentException.class)
          .hasMessageStartingWith(message);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FileCompression.class,
      names = {"GZIP", "BZIP2", "ZSTD"})
  void anIncompleteMemberIsTruncatedWhereverItEnds(FileCompression compression) throws IOException {
    byte[] whole = compressed(compression, "a\nb\n".repeat(20));
    for (int length = 1; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> lines(compression, part))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(EOFException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FileCompression.class,
      names = {"GZIP", "BZIP2", "ZSTD"})
  void dataWithAnErrorIsNotTruncated(FileCompression compression) throws IOException {
    byte[] whole = compressed(compression, "a\nb\n".repeat(20));
    // In the checksum of the data.
    whole[whole.length - 6] ^= 1;
    assertThatThrownBy(() -> lines(compression, whole))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "a.json.gz, {}, 'its name ends in .gz, but it does not hold gzip data: it begins like plain"
        + " text'",
    "a.json.GZ, BZh91AY&SY, 'its name ends in .gz, but it does not hold gzip data: it begins like"
        + " bzip2 data'",
    "a.bz2, x, 'its name ends in .bz2, but it does not hold bzip2 data: it begins like plain text'",
    "a.zst, {}, 'its name ends in .zst, but it does not hold zstd data: it begins like plain text'",
    "b.ZST, BZh91AY&SY, 'its name ends in .zst, but it does not hold zstd data: it begins like"
        + " bzip2 data'"
  })
  void theEndingSaysWhatTheBytesAreNot(String name, String content, String message)
      throws IOException {
    assertRefused(name, bytes(content), message);
  }

  @Test
  void compressedDataNeedsTheMatchingExtension() throws IOException {
    String gzip = "it holds gzip data, but its name does not end in .gz; rename it";
    String bzip2 = "it holds bzip2 data, but its name does not end in .bz2; rename it";
    assertRefused("a.json", compressed(FileCompression.GZIP, "{}\n"), gzip);
    assertRefused("b.json", compressed(FileCompression.BZIP2, "{}\n"), bzip2);
    assertRefused("c.json", compressed(FileCompression.BZIP2, ""), bzip2);
    assertRefused(
        "e.json",
        compressed(FileCompression.ZSTD, "{}\n"),
        "it holds zstd data, but its name does not end in .zst; rename it");
    // Compressed twice.
    assertRefused(
        "d.json.bz2",
        compressed(FileCompression.BZIP2, compressed(FileCompression.GZIP, "{}\n")),
        gzip);
  }

  @Test
  void otherCompressionFormatsAreRefused() throws IOException {
    String rest = "; of compressed files only gzip (.gz), bzip2 (.bz2) and zstd (.zst) are read";
    assertRefused("a.zip", bytes("PK\3\4 and so on"), "it holds a zip archive" + rest);
    assertRefused(
        "a.xz", new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 0}, "it holds xz data" + rest);
  }

  /** As pzstd writes them, and in a frame of many blocks, one of a repeated byte, without sizes. */
  @Test
  void framesOfAnyFormAreRead() throws IOException {
    byte[] skippable = {0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 7, 7, 7};
    String large = ("x".repeat(700_000) + "\n").repeat(2);
    byte[] one = compressed(FileCompression.ZSTD, "a\n");
    byte[] frames = compressed(FileCompression.ZSTD, large);
    byte[] sized = Zstd.compress(bytes("b\nc\n"));
    assertThat(
            lines(FileCompression.ZSTD, skippable, one, skippable, frames, ZEROS, sized, skippable))
        .containsExactly("a", "x".repeat(700_000), "x".repeat(700_000), "b", "c");
    byte[] cutOff = Arrays.copyOf(skippable, 9);
    assertThatThrownBy(() -> lines(FileCompression.ZSTD, one, cutOff))
        .isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "BZh9", "BZh9 is no reading", "PK", "\u001F{}", "(\uFFFD/"})
  void plainTextIsNotCompressed(String content) throws IOException {
    Path file = Files.write(folder.resolve("a.json"), bytes(content));
    FileLines.check(file.toString());
  }

  private void assertRefused(String name, byte[] content, String message) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    assertThatThrownBy(() -> FileLines.check(file.toString()))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessage("cannot read input " + file + ": " + message);
    assertThatThrownBy(() -> InputMatcher.match(List.of(file.toString()), ACTIVITY))
        .hasMessage("cannot read input " + file + ": " + message);
  }

  private List<String> lines(FileCompression compression, byte[]... parts) throws IOException {
    byte[] all =
        Stream.of(parts)
            .collect(
                ByteArrayOutputStream::new,
                ByteArrayOutputStream::writeBytes,
                (left, right) -> left.writeBytes(right.toByteArray()))
            .toByteArray();
    Path file = Files.write(folder.resolve("lines" + compression.ending()), all);
    List<String> lines = new ArrayList<>();
    try (LineScanner scanner =
        FileLines.from(file.toString(), true, 0, Long.MAX_VALUE, Optional.empty())) {
      while (scanner.next()) {
        lines.add(new String(scanner.array(), scanner.start(), scanner.length(), UTF_8));
      }
    }
    return lines;
  }

  private static byte[] compressed(FileCompression compression, String text) throws IOException {
    return compressed(compression, bytes(text));
  }

  private static byte[] compressed(FileCompression compression, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (compression) {
          case NONE -> bytes;
          case GZIP -> new GZIPOutputStream(bytes);
          case BZIP2 -> new BZip2CompressorOutputStream(bytes);
          // With a checksum.
          case ZSTD -> new ZstdCompressorOutputStream(bytes, 3, false, true);
        }) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
