package dev.tidemark.source.stream.files;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static dev.tidemark.testing.Values.index;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.format.LineScanner;
import dev.tidemark.source.files.FileLines;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.SteadyClock;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.source.stream.files.FollowPosition.FollowedFile;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.beam.runners.core.metrics.MetricsContainerImpl;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lines are identified by their numbers, which are also their arrival times; a malformed one is -1.
 */
class FollowedFilesStreamTest {
  private static final long WRONG_YEAR = 4_070_908_800_000L;
  private static final Duration IDLE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private long nanos = -1_000_000_000_000L;
  private FollowedFilesStream follow;

  @BeforeEach
  void start() {
    follow = open(10, Optional.empty());
  }

  @AfterEach
  void close() throws IOException {
    follow.close();
  }

  @Test
  void aLineIsReadOnceItIsComplete() throws Exception {
    String second = line(2);
    append("a.json", line(1) + second.substring(0, 20));
    assertThat(look()).containsExactly(1L);

    append("a.json", second.substring(20, second.length() - 1));
    assertThat(look()).isEmpty();

    append("a.json", "\n" + line(3).substring(0, 1));
    assertThat(look()).containsExactly(2L);
  }

  @Test
  @SuppressWarnings("try") // The opened console captures the reports.
  void aGlobWithoutFilesIsReportedAndSoIsItsFirstFile() throws Exception {
    append("b.json.gz", "");
    MetricsContainerImpl metrics = new MetricsContainerImpl("Read");
    try (Closeable told = MetricsEnvironment.scopedMetricsContainer(metrics)) {
      look();
      assertThat(reports(metrics))
          .containsExactlyInAnyOrder(
              "no file matches " + folder + "/*.json yet; waiting for one",
              "no file matches " + folder + "/*.json.bz2 yet; waiting for one",
              "no file matches " + folder + "/*.json.zst yet; waiting for one");
      append("a.json", line(1));
      append("c.json", line(2));
      look();
      look();
    }
    assertThat(reports(metrics))
        .hasSize(4)
        .contains(folder + "/a.json is the first file that matches " + folder + "/*.json");
  }

  private static List<String> reports(MetricsContainerImpl metrics) {
    return StreamSupport.stream(metrics.getUpdates().counterUpdates().spliterator(), false)
        .map(update -> update.getKey().metricName().getName())
        .toList();
  }

  @Test
  void aFileMayComeLater() throws Exception {
    assertThat(look()).isEmpty();
    append("a.json", line(1));
    assertThat(look()).containsExactly(1L);
    append("b.json", line(2));
    append("c.txt", line(3));
    assertThat(look()).containsExactly(2L);
    append("a.json", line(4));
    assertThat(look()).containsExactly(4L);
    assertThat(follow.hasEnded()).isFalse();
  }

  @Test
  void hiddenFilesAreSkipped() throws Exception {
    append("_SUCCESS.json", line(1));
    append(".a.json", line(2));
    append("a.json", line(4));
    assertThat(look()).containsExactly(4L);
  }

  @Test
  void newFilesAtATimeAreBounded() throws Exception {
    follow = open(2, Optional.empty());
    for (int i = 1; i <= 5; i++) {
      append(i + ".json", line(i));
    }
    assertThat(look()).containsExactly(1L, 2L);
    append("1.json", line(6));
    assertThat(look()).containsExactly(3L, 4L, 6L);
    assertThat(look()).containsExactly(5L);
  }

  @Test
  void availableLinesAreEmittedByArrival() throws Exception {
    append("a.json", line(1) + line(4) + line(5));
    append("b.json", "no reading\n" + line(2) + line(3) + line(6));
    assertThat(look()).containsExactly(-1L, 1L, 2L, 3L, 4L, 5L, 6L);
  }

  /** It does not delay what follows it in its file, wherever it is. */
  @Test
  void aLineFromAnotherYearDelaysNothing() throws Exception {
    append("a.json", line(1) + line(WRONG_YEAR) + line(4) + line(5));
    append("b.json", line(WRONG_YEAR) + line(2) + line(3) + line(6));
    append("c.json", line(WRONG_YEAR));
    assertThat(look()).containsExactly(1L, WRONG_YEAR, 2L, 3L, WRONG_YEAR, 4L, 5L, 6L, WRONG_YEAR);
    append("a.json", line(8));
    append("c.json", line(7));
    assertThat(look()).containsExactly(7L, 8L);
  }

  /** Its lines are further apart than the step, so many are examined before one is taken. */
  @Test
  void aTruncatedFileIsReadAsFarAsItGoes() throws Exception {
    long[] numbers = LongStream.range(0, 500).map(i -> i * 7_200_000).toArray();
    byte[] whole = compressed(Compression.GZIP, LongStream.of(numbers));
    write("a", Compression.GZIP, Arrays.copyOf(whole, whole.length / 2));
    stop();
    List<Long> expected = LongStream.of(numbers).limit(lines("a.json.gz")).boxed().toList();
    assertThat(expected).hasSizeGreaterThan(150);
    assertThat(look()).isEqualTo(expected);
    assertThat(givenUp()).containsExactly("a.json.gz");
  }

  /** How many complete lines a truncated compressed file has. */
  private long lines(String file) throws IOException {
    long count = 0;
    try (LineScanner lines =
        FileLines.from(
            folder.resolve(file).toString(), true, 0, Long.MAX_VALUE, Optional.empty())) {
      while (lines.next()) {
        count++;
      }
    } catch (EOFException e) {
      return count;
    }
    throw new AssertionError(file + " does not break off");
  }

  @Test
  void noLineOfAFileOutOfOrderIsLost() throws Exception {
    append("a.json", line(9) + line(5) + line(7));
    assertThat(look()).containsExactly(9L, 5L, 7L);
    append("a.json", line(3) + line(8));
    assertThat(look()).containsExactly(3L, 8L);
  }

  @Test
  void linesAppendedToAFileBeingReadFollowTheOthers() throws Exception {
    append("a.json", line(1) + line(2));
    assertThat(take()).contains(1L);
    append("a.json", line(3));
    pass(Duration.ofSeconds(1));
    assertThat(take()).contains(2L);
    assertThat(look()).containsExactly(3L);
  }

  @Test
  void aFileThatShrinksIsAbandoned() throws Exception {
    append("a.json", line(1) + line(2));
    assertThat(look()).containsExactly(1L, 2L);
    Files.writeString(folder.resolve("a.json"), line(3));
    append("b.json", line(4));
    assertThat(look()).containsExactly(4L);
    assertThat(givenUp()).containsExactly("a.json");

    append("a.json", line(5) + line(6));
    append("b.json", line(7));
    assertThat(look()).containsExactly(7L);
  }

  @Test
  void aShrunkenFileThatIsOpenIsNotReadFurther() throws Exception {
    String lines =
        LongStream.rangeClosed(1, 9).mapToObj(FollowedFilesStreamTest::line).collect(joining());
    append("a.json", lines);
    assertThat(take()).contains(1L);
    Files.writeString(folder.resolve("a.json"), lines.substring(0, lines.length() / 2));
    append("b.json", line(10));
    assertThat(look()).containsExactly(10L);
    assertThat(givenUp()).containsExactly("a.json");
  }

  @Test
  void aDeletedFileThatIsOpenIsReadToItsEnd() throws Exception {
    append("a.json", line(1) + line(2) + line(3));
    assertThat(take()).contains(1L);
    Files.delete(folder.resolve("a.json"));
    assertThat(look()).containsExactly(2L, 3L);
    assertThat(look()).isEmpty();
    assertThat(givenUp()).containsExactly("a.json");
  }

  @Test
  void aDeletedFileIsGivenUp() throws Exception {
    append("a.json", line(1) + line(2));
    assertThat(look()).containsExactly(1L, 2L);
    Files.delete(folder.resolve("a.json"));
    append("b.json", line(3));
    assertThat(look()).containsExactly(3L);
    assertThat(givenUp()).containsExactly("a.json");

    append("a.json", line(4) + line(5) + line(6));
    append("b.json", line(7));
    assertThat(look()).containsExactly(7L);
  }

  @Test
  void changesToWhatWasReadAreIgnored() throws Exception {
    append("a.json", line(1));
    assertThat(look()).containsExactly(1L);
    Files.writeString(folder.resolve("a.json"), line(2));
    Files.setLastModifiedTime(folder.resolve("a.json"), FileTime.fromMillis(1));
    append("b.json", line(3));
    assertThat(look()).containsExactly(3L);
    append("a.json", line(4));
    assertThat(look()).containsExactly(4L);
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void aTruncatedFileIsAbandonedAtTheStop(Compression compression) throws Exception {
    byte[] whole = compressed(compression, LongStream.range(0, 500));
    write("a", compression, Arrays.copyOf(whole, whole.length / 2));
    append("b.json", line(1000));
    assertThat(look()).containsExactly(1000L);
    List<Long> given = new ArrayList<>(look());
    assertThat(look()).isEmpty();
    assertThat(givenUp()).isEmpty();
    append("b.json", line(1001));
    assertThat(look()).containsExactly(1001L);

    stop();
    given.addAll(look());
    assertThat(given)
        .isEqualTo(LongStream.range(0, given.size()).boxed().toList())
        .hasSizeLessThan(500);
    assertThat(givenUp()).containsExactly("a.json" + compression.getSuggestedSuffix());
    assertThat(follow.hasEnded()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void readingOfACompressedFileResumesWhenItGrows(Compression compression) throws Exception {
    byte[] whole = compressed(compression, LongStream.range(0, 25_000));
    List<Long> given = new ArrayList<>();
    for (int part = 1; part <= 4; part++) {
      write("a", compression, Arrays.copyOf(whole, (whole.length - 1) / 4 * part));
      given.addAll(look());
      given.addAll(look());
      given.addAll(look());
    }
    assertThat(given).hasSizeLessThan(25_000);
    write("a", compression, whole);
    resume();
    given.addAll(look());
    given.addAll(look());
    assertThat(given).isEqualTo(LongStream.range(0, 25_000).boxed().toList());

    stop();
    assertThat(look()).isEmpty();
    assertThat(givenUp()).isEmpty();
    assertThat(follow.hasEnded()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void anEmptyCompressedFileHasNoLines(Compression compression) throws Exception {
    write("a", compression, new byte[0]);
    append("b.json", line(1));
    assertThat(look()).containsExactly(1L);
    assertThat(look()).isEmpty();
    stop();
    assertThat(look()).isEmpty();
    assertThat(givenUp()).isEmpty();
    assertThat(follow.hasEnded()).isTrue();
  }

  /** More data would not change that. */
  @ParameterizedTest
  @MethodSource("compressions")
  void aFileThatDoesNotMatchItsExtensionIsGivenUpAtOnce(Compression compression) throws Exception {
    write("a", compression, line(1).getBytes(UTF_8));
    write("b", Compression.UNCOMPRESSED, compressed(compression, LongStream.range(0, 3000)));
    append("c.json", line(2));
    assertThat(look()).containsExactly(2L);
    assertThat(look()).isEmpty();
    assertThat(givenUp()).containsExactly("a.json" + compression.getSuggestedSuffix(), "b.json");
  }

  @Test
  void aCompressedFileIsNotReadWhileItGrows() throws Exception {
    byte[] whole = compressed(Compression.GZIP, LongStream.range(0, 500));
    for (int bytes = 0; bytes < whole.length; bytes += whole.length / 10) {
      write("a", Compression.GZIP, Arrays.copyOf(whole, bytes));
      assertThat(look()).isEmpty();
    }
    write("a", Compression.GZIP, whole);
    assertThat(look()).isEmpty();
    assertThat(look()).hasSize(500);
  }

  @Test
  void membersAppendedToACompressedFileAreReadToo() throws Exception {
    write("a", Compression.GZIP, compressed(Compression.GZIP, LongStream.range(0, 3)));
    assertThat(look()).isEmpty();
    assertThat(look()).containsExactly(0L, 1L, 2L);
    Files.write(
        folder.resolve("a.json.gz"),
        compressed(Compression.GZIP, LongStream.range(3, 5)),
        StandardOpenOption.APPEND);
    assertThat(look()).isEmpty();
    assertThat(look()).containsExactly(3L, 4L);
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void whatATruncatedFileGainedBeforeTheStopIsRead(Compression compression) throws Exception {
    byte[] whole = compressed(compression, LongStream.range(0, 25_000));
    write("a", compression, Arrays.copyOf(whole, whole.length * 3 / 4));
    List<Long> given = new ArrayList<>(look());
    pass(Duration.ofMillis(500));
    take().ifPresent(given::add);
    write("a", compression, whole);
    stop();
    while (!follow.hasEnded()) {
      given.addAll(look());
    }
    assertThat(given).isEqualTo(LongStream.range(0, 25_000).boxed().toList());
    assertThat(givenUp()).isEmpty();
  }

  @Test
  void gzipFilesAreReadWithoutWaitingForTheStop() throws Exception {
    for (int i = 0; i < 10; i++) {
      write(String.valueOf(i), Compression.GZIP, compressed(Compression.GZIP, LongStream.of(i)));
    }
    assertThat(look()).isEmpty();
    assertThat(look()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(look()).isEmpty();
  }

  @Test
  void readingOfAGzipFileResumesWhereItStopped() throws Exception {
    write("a", Compression.GZIP, compressed(Compression.GZIP, LongStream.range(0, 500)));
    List<Long> given = new ArrayList<>(look());
    pass(Duration.ofMillis(500));
    for (int i = 0; i < 400; i++) {
      take().ifPresent(given::add);
    }
    assertThat(given).hasSize(400);
    resume();
    given.addAll(look());
    assertThat(given).isEqualTo(LongStream.range(0, 500).boxed().toList());
    resume();
    assertThat(look()).isEmpty();
  }

  @Test
  void theStopFileEndsTheStreamAndAnIncompleteLineIsReadThen() throws Exception {
    append("a.json", line(1) + line(2).strip());
    append("b.json", "{\"Arr");
    assertThat(look()).containsExactly(1L);
    stop();
    assertThat(follow.hasEnded()).isFalse();
    assertThat(look()).containsExactlyInAnyOrder(2L, -1L);
    assertThat(follow.hasEnded()).isTrue();

    append("c.json", line(3));
    append("a.json", "\n" + line(4));
    assertThat(look()).isEmpty();
    assertThat(follow.hasEnded()).isTrue();
  }

  @Test
  void linesAppendedToAFileBeingReadAreReadAtTheStopToo() throws Exception {
    append("a.json", line(2) + line(4) + line(6).strip());
    append("b.json", line(1) + line(3));
    assertThat(take()).contains(1L);
    append("b.json", line(5) + line(7));
    stop();
    assertThat(look()).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(follow.hasEnded()).isTrue();
  }

  @Test
  void allNewFilesAreReadAtTheStop() throws Exception {
    follow = open(1, Optional.empty());
    append("a.json", line(1));
    append("b.json", line(2));
    append("c.json", line(3));
    stop();
    assertThat(look()).containsExactly(1L, 2L, 3L);
    assertThat(follow.hasEnded()).isTrue();
  }

  @Test
  void eachLineIsEmittedOnceHoweverOftenTheStreamResumes() throws Exception {
    append("a.json", line(1) + line(9) + line(4) + line(7) + line(8).substring(0, 9));
    append("b.json", "no reading\n" + line(2) + line(6) + line(5));
    List<Long> given = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      take().ifPresent(given::add);
      resume();
    }
    append("a.json", line(8).substring(9));
    given.addAll(look());
    resume();
    assertThat(look()).isEmpty();
    assertThat(given).containsExactlyInAnyOrder(-1L, 1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void aFileThatWasGivenUpStaysSoAfterResuming() throws Exception {
    append("a.json", line(1) + line(2));
    assertThat(look()).containsExactly(1L, 2L);
    Files.writeString(folder.resolve("a.json"), "");
    assertThat(look()).isEmpty();
    append("a.json", line(3) + line(4) + line(5));
    resume();
    assertThat(look()).isEmpty();
    assertThat(givenUp()).containsExactly("a.json");
  }

  @Test
  void theStreamIsIdleWhenNothingArrivedForTheTimeout() throws Exception {
    append("a.json", line(1));
    pass(IDLE);
    assertThat(look()).containsExactly(1L);
    assertThat(follow.idleFor()).isEmpty();
    pass(IDLE.minusMillis(1));
    assertThat(take()).isEmpty();
    assertThat(follow.idleFor()).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(follow.idleFor()).contains(IDLE);
    append("a.json", line(2));
    assertThat(look()).containsExactly(2L);
    assertThat(follow.idleFor()).isEmpty();
  }

  /** All lines available the next time it looks at the files. */
  private List<Long> look() throws UnreadableInputException {
    pass(Duration.ofMillis(500));
    List<Long> numbers = new ArrayList<>();
    for (Optional<Long> next = take(); next.isPresent(); next = take()) {
      numbers.add(next.get());
    }
    return numbers;
  }

  private Optional<Long> take() throws UnreadableInputException {
    return follow.next().map(FollowedFilesStreamTest::number);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private void resume() throws IOException {
    FollowPosition position = CoderUtils.clone(FollowPosition.CODER, follow.position());
    follow.close();
    follow = open(10, Optional.of(position));
  }

  /** Every mark lists all files; otherwise those read to their end would be read again. */
  @Test
  void aFullyReadFileTakesFewBytesOfAMark() throws IOException {
    List<FollowedFile> files = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String name = "/data/activity/2015/02/23/part-%05d-of-10000.json".formatted(i);
      long size = 100_000L + i;
      FilePosition end =
          new FilePosition(name, false, size, 0, -1, 0, List.of(), SteadyClock.State.START);
      files.add(FollowedFile.fresh(end).seen(size, 1_424_686_735_000L + 1_000L * i).open());
    }
    byte[] mark = CoderUtils.encodeToByteArray(FollowPosition.CODER, new FollowPosition(files));
    assertThat(mark.length / files.size()).isLessThan(20);
    assertThat(CoderUtils.decodeFromByteArray(FollowPosition.CODER, mark).files()).isEqualTo(files);
  }

  private void stop() throws IOException {
    append("stop", "");
  }

  private FollowedFilesStream open(int maxFilesPerTrigger, Optional<FollowPosition> position) {
    FollowSettings settings = new FollowSettings(maxFilesPerTrigger, folder + "/stop", IDLE);
    return FollowedFilesStream.of(
        List.of(
            folder + "/*.json",
            folder + "/*.json.gz",
            folder + "/*.json.bz2",
            folder + "/*.json.zst"),
        ACTIVITY,
        settings,
        position,
        StreamRequirements.USUAL_STEP,
        new ReadTracer(TracedReading.NOBODY, "Read"),
        () -> nanos);
  }

  private List<String> givenUp() {
    return follow.position().files().stream()
        .filter(FollowedFile::isGivenUp)
        .map(file -> Path.of(file.position().file()).getFileName().toString())
        .toList();
  }

  private void append(String file, String text) throws IOException {
    Files.writeString(
        folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static List<Compression> compressions() {
    return List.of(Compression.GZIP, Compression.BZIP2, Compression.ZSTD);
  }

  private void write(String name, Compression compression, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name + ".json" + compression.getSuggestedSuffix()), bytes);
  }

  private static byte[] compressed(Compression compression, LongStream numbers) throws IOException {
    String text = numbers.mapToObj(FollowedFilesStreamTest::line).collect(joining());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (WritableByteChannel channel = compression.writeCompressed(Channels.newChannel(bytes))) {
      channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }
    return bytes.toByteArray();
  }

  private static String line(long number) {
    return """
    {"Arrival_Time":%d,"Creation_Time":%d,"Index":%d,"User":"a","Device":"d","gt":"walk"}
    """
        .formatted(number, number * 1_000_000, number);
  }

  private static long number(ArrivingLine arrival) {
    return arrival instanceof ArrivingLine.OfReading line
        ? index(line.reading()).orElseThrow()
        : -1;
  }
}
