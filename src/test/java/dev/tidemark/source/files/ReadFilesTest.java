package dev.tidemark.source.files;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static dev.tidemark.testing.Values.index;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.MalformedLine.Reason;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.trace.TracedReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPipelineExtension.class)
class ReadFilesTest {
  @TempDir private Path folder;

  @Test
  void malformedLinesGoToTheSideOutputWithPlaceAndReason(TestPipeline pipeline) throws IOException {
    Path file = folder.resolve("mixed.json");
    String content = "\n" + good(1) + "\r\n" + "{\"x\":\n" + good(2) + "\n{}\n[]\n" + good(3);
    Files.writeString(file, content);
    // An empty line of one byte, a reading and CR LF; then five bytes and LF.
    int broken = 1 + good(1).length() + 2;
    int empty = broken + 6 + good(2).length() + 1;
    check(
        pipeline,
        List.of(file),
        List.of(1L, 2L, 3L),
        List.of(
            new Place(file, broken, Reason.MALFORMED_JSON, "{\"x\":", false),
            new Place(file, empty, Reason.MISSING_FIELD, "{}", false),
            new Place(file, empty + 3, Reason.WRONG_TYPE, "[]", false)));
  }

  @Test
  void smallFilesShareABatchAndKeepTheirPlaces() throws Exception {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    ReadFiles.ParseFn parse = new ReadFiles.ParseFn(ACTIVITY, "read", TracedReading.NOBODY);
    parse.startBundle();
    List<Path> files = List.of(folder.resolve("a"), folder.resolve("b"), folder.resolve("c"));
    for (Path file : files) {
      byte[] content = (good(7) + "\n{}\n").getBytes(UTF_8);
      Files.write(file, content);
      FileRange range = FileRange.whole(file.toString(), content.length, false, true);
      parse.parse(range, new CollectedBatches(List.of()));
    }
    ReadingBatch batch = parse.rest().orElseThrow();
    assertThat(batch.readings()).hasSize(3);
    assertThat(batch.sideOutput().counts().total(Outcome.READ)).isEqualTo(6);
    assertThat(batch.sideOutput().deadLetters())
        .extracting(letter -> ((MalformedLine) letter).file())
        .containsExactlyElementsOf(files.stream().map(Path::toString).toList());
    assertThat(parse.rest()).isEmpty();
  }

  @Test
  void aMalformedLineThatIsNotUtf8IsKeptInBase64(TestPipeline pipeline) throws IOException {
    Path file = folder.resolve("latin.json");
    byte[] latin = "{\"User\":\"Zo\u00EB\"}".getBytes(ISO_8859_1);
    Files.write(file, latin);
    String base64 = Base64.getEncoder().encodeToString(latin);
    check(
        pipeline,
        List.of(file),
        List.of(),
        List.of(new Place(file, 0, Reason.MALFORMED_JSON, base64, true)));
  }

  @Test
  void theHeadOfATooLongLineIsKept(TestPipeline pipeline) throws IOException {
    Path file = folder.resolve("long.json");
    String line = " ".repeat(1 << 20) + good(1);
    Files.writeString(file, "{}\n" + line + "\n" + good(2) + "\n");
    check(
        pipeline,
        List.of(file),
        List.of(2L),
        List.of(
            new Place(file, 0, Reason.MISSING_FIELD, "{}", false),
            new Place(file, 3, Reason.LINE_TOO_LONG, " ".repeat(1 << 20), false)));
  }

  @Test
  void compressedFilesAreReadByTheirNamesEnding(TestPipeline pipeline) throws IOException {
    Path gzip = folder.resolve("some.json.gz");
    Path bzip2 = folder.resolve("some.json.bz2");
    Path zstd = folder.resolve("some.json.zst");
    Files.write(gzip, gzip("\uFEFF" + good(1) + "\n" + "oops\n" + good(2)));
    Files.write(bzip2, bzip2(good(3) + "\r\n" + good(4) + "\r\noops"));
    Files.write(zstd, zstd(good(5) + "\noops\n" + good(6) + "\n"));
    check(
        pipeline,
        List.of(gzip, bzip2, zstd),
        List.of(1L, 2L, 3L, 4L, 5L, 6L),
        List.of(
            new Place(zstd, good(5).length() + 1, Reason.MALFORMED_JSON, "oops", false),
            new Place(gzip, 3 + good(1).length() + 1, Reason.MALFORMED_JSON, "oops", false),
            new Place(
                bzip2,
                good(3).length() + good(4).length() + 4,
                Reason.MALFORMED_JSON,
                "oops",
                false)));
  }

  @Test
  void concatenatedMembersAreOneFile(TestPipeline pipeline) throws IOException {
    Path gzip = folder.resolve("twice.json.gz");
    Path bzip2 = folder.resolve("twice.json.bz2");
    Path zstd = folder.resolve("twice.json.zst");
    // A line may continue in the next member.
    String half = good(2).substring(0, 20);
    String rest = good(2).substring(20);
    Files.write(gzip, concat(gzip(good(1) + "\n" + half), gzip(rest + "\n")));
    Files.write(bzip2, concat(bzip2(good(3) + "\n"), bzip2(good(4))));
    Files.write(zstd, concat(zstd(good(5) + "\n" + half), zstd(rest + "\n" + good(6))));
    check(pipeline, List.of(gzip, bzip2, zstd), List.of(1L, 2L, 2L, 3L, 4L, 5L, 6L), List.of());
  }

  @Test
  void anEmptyFileHasNoRecords(TestPipeline pipeline) throws IOException {
    Path empty = folder.resolve("empty.json");
    Path blank = folder.resolve("blank.json");
    Files.writeString(empty, "");
    Files.writeString(blank, "\uFEFF\n \r\n\n\t");
    check(pipeline, List.of(empty, blank), List.of(), List.of());
  }

  @Test
  void aFileOfSeveralRangesIsReadOnce(TestPipeline pipeline) throws IOException {
    Path file = folder.resolve("large.json");
    String padding = ",\"unknown\":\"" + "x".repeat(2000) + "\"}";
    StringBuilder content = new StringBuilder();
    List<Long> indexes = new ArrayList<>();
    for (long index = 0; content.length() < 3 << 20; index++) {
      content.append(good(index).replace("}", padding)).append('\n');
      indexes.add(index);
    }
    Files.writeString(file, content);
    check(pipeline, List.of(file), indexes, List.of());
  }

  @Test
  void namesMayContainSpacesAndOtherCharacters(TestPipeline pipeline) throws IOException {
    Path file = folder.resolve("a b%20 é [1].json");
    Files.writeString(file, good(1));
    check(pipeline, List.of(file), List.of(1L), List.of());
  }

  /** A malformed line without its error message. */
  private record Place(String file, long offset, Reason reason, String text, boolean base64)
      implements Serializable {
    Place(Path file, long offset, Reason reason, String text, boolean base64) {
      this(file.toString(), offset, reason, text, base64);
    }

    public static Place of(DeadLetter letter) {
      MalformedLine line = (MalformedLine) letter;
      assertThat(line.error()).isNotBlank();
      return new Place(line.file(), line.offset(), line.reason(), line.text(), line.base64());
    }
  }

  private static void check(
      TestPipeline pipeline, List<Path> files, List<Long> indexes, List<Place> malformed)
      throws IOException {
    List<InputFile> inputs = new ArrayList<>();
    for (Path file : files) {
      boolean compressed = !file.toString().endsWith(".json");
      inputs.add(new InputFile(file.toString(), Files.size(file), compressed));
    }
    PAssert.that(pipeline.apply(ReadFiles.of("read", inputs, ACTIVITY)))
        .satisfies(
            batches -> {
              List<Long> seen = new ArrayList<>();
              List<Place> places = new ArrayList<>();
              for (ReadingBatch batch : batches) {
                batch.readings().forEach(reading -> seen.add(index(reading).orElseThrow()));
                batch.sideOutput().deadLetters().forEach(letter -> places.add(Place.of(letter)));
                assertBalanced(batch);
              }
              assertThat(seen.stream().sorted().toList()).isEqualTo(indexes);
              assertThat(places).containsExactlyInAnyOrderElementsOf(malformed);
              return null;
            });
    pipeline.run();
  }

  private static void assertBalanced(ReadingBatch batch) {
    long accepted = batch.readings().size();
    long malformed = batch.sideOutput().deadLetters().size();
    assertThat(batch.sideOutput().counts().count("read", Outcome.ACCEPTED)).isEqualTo(accepted);
    assertThat(batch.sideOutput().counts().count("read", Outcome.MALFORMED)).isEqualTo(malformed);
    assertThat(batch.sideOutput().counts().count("read", Outcome.READ))
        .isEqualTo(accepted + malformed);
  }

  private static String good(long index) {
    return "{\"Arrival_Time\":2,\"Creation_Time\":1,\"User\":\"u\",\"Device\":\"d\",\"Index\":%d}"
        .formatted(index);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] bzip2(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new BZip2CompressorOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] zstd(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdCompressorOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }
}
