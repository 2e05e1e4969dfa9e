package dev.tidemark.source.stream.files;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.format.FileCompression;
import dev.tidemark.source.files.ActivityFile;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.ReplayPacer;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay of more files than are open at a time. */
class ManyReplayedFilesTest {
  private static final int FILES = 40;
  private static final int LINES = 30;

  /** At most a third of each file is read at a time. */
  private final FileTurns turns =
      new FileTurns(ACTIVITY, new ReadTracer(TracedReading.NOBODY, "read"), 3, 0);

  @TempDir private Path folder;

  @BeforeAll
  static void openFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  /** Each file has lines from the whole time span, so each is needed repeatedly. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void filesOpenedInTurnsAreMergedAsIfAllWereOpen(boolean resumes) throws IOException {
    List<InputFile> files = new ArrayList<>();
    List<Long> expected = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < FILES; i++) {
      List<Long> times = random.longs(LINES, 0, 1_000).sorted().boxed().toList();
      files.add(write(i, times));
      expected.addAll(times);
    }
    expected.sort(Comparator.naturalOrder());

    List<Long> taken = new ArrayList<>();
    ReplayedFilesStream replay =
        ReplayedFilesStream.start(
            files, ACTIVITY, merge(), new ReplayPacer(Double.POSITIVE_INFINITY));
    for (Optional<ArrivingLine> next = replay.peek(); next.isPresent(); next = replay.peek()) {
      taken.add(replay.next().orElseThrow().time());
      assertThat(turns.open()).isLessThanOrEqualTo(3);
      if (resumes && taken.size() % 50 == 0) {
        ReplayPosition position = copy(replay.position());
        replay.close();
        replay =
            ReplayedFilesStream.resume(
                files, position, merge(), new ReplayPacer(Double.POSITIVE_INFINITY));
      }
    }
    assertThat(taken).isEqualTo(expected);
    assertThat(turns.open()).isZero();
  }

  @Test
  void aFileIsOpenedWhenItIsDueAndForgottenAtItsEnd() throws IOException {
    List<InputFile> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      // The last file is the first by time.
      long start = 100L * (FILES - i);
      files.add(write(i, IntStream.range(0, LINES).mapToObj(n -> start + n).toList()));
    }
    ReplayedFilesStream replay =
        ReplayedFilesStream.start(
            files, ACTIVITY, merge(), new ReplayPacer(Double.POSITIVE_INFINITY));
    int taken = 0;
    for (Optional<ArrivingLine> next = replay.peek(); next.isPresent(); next = replay.peek()) {
      ReplayPosition position = replay.position();
      assertThat(position.begun()).isEqualTo(taken / LINES + 1);
      assertThat(position.open())
          .extracting(FilePosition::file)
          .containsExactly(files.get(FILES - 1 - taken / LINES).name());
      replay.next();
      taken++;
    }
    assertThat(taken).isEqualTo(FILES * LINES);
    assertThat(replay.position().open()).isEmpty();
  }

  @Test
  void aFileWithoutLinesIsNeverOpened() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.json"));
    Path blank = Files.writeString(folder.resolve("blank.json"), "\n \r\n");
    Path malformed = Files.writeString(folder.resolve("malformed.json"), "\noops");
    List<InputFile> files =
        List.of(
            new InputFile(blank.toString(), 4, false),
            new InputFile(empty.toString(), 0, false),
            write(0, List.of(5L)),
            new InputFile(malformed.toString(), 5, false));
    assertThat(ReplayOrder.survey(files, ACTIVITY).files())
        .containsExactly(
            new ReplayOrder.Entry(3, Long.MIN_VALUE, 0, List.of()),
            new ReplayOrder.Entry(2, 5, 0, List.of()));
  }

  @Test
  void packingPreservesTheOrder() throws IOException {
    List<ReplayOrder.Entry> entries =
        List.of(
            new ReplayOrder.Entry(7, Long.MIN_VALUE, 0, List.of()),
            new ReplayOrder.Entry(0, -5, Long.MAX_VALUE, List.of(3L, 1L << 40)),
            new ReplayOrder.Entry(100_000, 1424686735000L, 12, List.of()));
    ReplayOrder packed = CoderUtils.clone(ReplayOrder.CODER, ReplayOrder.of(entries));
    assertThat(packed.files()).isEqualTo(entries);
  }

  private ArrivalMerger merge() {
    return ArrivalMerger.sorted(turns, false, Lookahead.none(), file -> {});
  }

  private InputFile write(int number, List<Long> times) throws IOException {
    ActivityFile plain = new ActivityFile(folder.resolve(number + ".json"), false);
    times.forEach(time -> plain.reading(time, number));
    InputFile file = plain.write();
    return switch (number % 10) {
      case 0 -> compressed(file, FileCompression.GZIP);
      case 1 -> compressed(file, FileCompression.BZIP2);
      case 2 -> compressed(file, FileCompression.ZSTD);
      default -> file;
    };
  }

  private static InputFile compressed(InputFile file, FileCompression compression)
      throws IOException {
    Path plain = Path.of(file.name());
    Path packed = Path.of(file.name() + compression.ending());
    try (OutputStream out = Files.newOutputStream(packed);
        OutputStream compressing =
            switch (compression) {
              case NONE -> out;
              case GZIP -> new GZIPOutputStream(out);
              case BZIP2 -> new BZip2CompressorOutputStream(out);
              case ZSTD -> new ZstdCompressorOutputStream(out);
            }) {
      Files.copy(plain, compressing);
    }
    return new InputFile(packed.toString(), Files.size(packed), true);
  }

  private static ReplayPosition copy(ReplayPosition position) throws IOException {
    ReplayPosition copy = CoderUtils.clone(ReplayPosition.CODER, position);
    assertThat(copy).isEqualTo(position);
    return copy;
  }
}
