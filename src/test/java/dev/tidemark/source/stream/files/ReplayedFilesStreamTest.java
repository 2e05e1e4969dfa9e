package dev.tidemark.source.stream.files;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static dev.tidemark.testing.Values.index;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.source.files.ActivityFile;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.ReplayPacer;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of one file or several, in the order in which they once arrived. */
class ReplayedFilesStreamTest {
  private static final long DAY = 86_400_000;
  private static final long IN_2099 = 4_085_000_000_000L;
  private static final ReadTracer NOBODY = new ReadTracer(TracedReading.NOBODY, "read");

  @TempDir private Path folder;

  @BeforeAll
  static void openFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void disorderIsTheLongestStepBackInAFile() throws IOException {
    String name = disordered().write().name();
    assertThat(FileSurvey.of(name, false, new FileTurns(ACTIVITY, NOBODY)).disorder())
        .isEqualTo(25);
  }

  @Test
  void linesAreEmittedInOrderAndMalformedOnesAfterTheLatestBeforeThem() throws IOException {
    ActivityFile file = disordered();
    try (SortedFile lines = open(file, 25, Long.MAX_VALUE)) {
      List<Long> offsets = file.offsets();
      assertThat(taken(lines))
          .containsExactly(
              offsets.get(4), offsets.get(0), offsets.get(2), offsets.get(1), offsets.get(3));
    }
  }

  @Test
  void bufferedLinesAreReadAgainFromThePositionButEmittedOnce() throws IOException {
    ActivityFile file = disordered();
    FilePosition position;
    try (SortedFile lines = open(file, 25, Long.MAX_VALUE)) {
      lines.peek();
      lines.next();
      lines.peek();
      lines.next();
      position = lines.position();
    }
    List<Long> offsets = file.offsets();
    // The line at 30 is the first that is still to be emitted.
    assertThat(position.next()).isEqualTo(offsets.get(1));
    assertThat(position.lastTime()).isEqualTo(10);
    assertThat(position.lastOffset()).isEqualTo(offsets.get(0));
    try (SortedFile lines = open(position, Long.MAX_VALUE)) {
      assertThat(taken(lines)).containsExactly(offsets.get(2), offsets.get(1), offsets.get(3));
    }
  }

  /** One wrong arrival: it comes last, and later lines of the file are not buffered for it. */
  @Test
  void onlyALineInTheFarFutureIsBufferedWhereverAReplayResumes() throws IOException {
    ActivityFile file = file("a.json");
    for (int i = 0; i < 40; i++) {
      file.reading(i == 15 ? IN_2099 : 10L * i, i);
    }
    file.reading(380, 40).line("no reading");
    long disorder =
        FileSurvey.of(file.write().name(), false, new FileTurns(ACTIVITY, NOBODY)).disorder();
    assertThat(disorder).isEqualTo(10);
    List<Long> offsets = file.offsets();
    List<Long> expected = new ArrayList<>(offsets.subList(0, 39));
    expected.remove(15);
    expected.addAll(List.of(offsets.get(40), offsets.get(39), offsets.get(41), offsets.get(15)));
    try (SortedFile lines = open(file, disorder, Long.MAX_VALUE)) {
      assertThat(taken(lines)).isEqualTo(expected);
    }
    List<Long> taken = new ArrayList<>();
    FilePosition position = FilePosition.start(file.write().name(), false, disorder, List.of());
    while (taken.size() < expected.size()) {
      try (SortedFile lines = open(position, Long.MAX_VALUE)) {
        lines.peek();
        taken.add(lines.next().offset());
        position = lines.position();
      }
    }
    assertThat(taken).isEqualTo(expected);
    assertThat(position.next()).isEqualTo(Files.size(folder.resolve("a.json")));
  }

  /** Its place in the file does not matter: it is found in advance, and no other line waits. */
  @Test
  void aLineFromLongAgoComesFirstAndDelaysNoOther() throws IOException {
    ActivityFile file = file("a.json");
    for (int i = 0; i < 400; i++) {
      file.reading(i % 100 == 50 ? 1_000 - i : DAY + 10L * i, i);
    }
    FileSurvey survey = FileSurvey.of(file.write().name(), false, new FileTurns(ACTIVITY, NOBODY));
    assertThat(survey.disorder()).isZero();
    List<Long> offsets = file.offsets();
    List<Integer> strays = List.of(350, 250, 150, 50);
    assertThat(survey.strays())
        .containsExactlyInAnyOrderElementsOf(strays.stream().map(offsets::get).toList());
    assertThat(survey.first()).hasValue(650);
    List<Long> expected = new ArrayList<>(strays.stream().map(offsets::get).toList());
    offsets.stream().filter(offset -> !survey.strays().contains(offset)).forEach(expected::add);

    FilePosition position =
        FilePosition.start(file.write().name(), false, survey.disorder(), survey.strays());
    List<Long> inOneGo = new ArrayList<>();
    try (SortedFile lines = open(position, Long.MAX_VALUE)) {
      while (lines.peek().isPresent()) {
        assertThat(lines.buffered()).isLessThanOrEqualTo(12 + strays.size());
        inOneGo.add(lines.next().offset());
      }
    }
    assertThat(inOneGo).isEqualTo(expected);
    List<Long> resumed = new ArrayList<>();
    while (resumed.size() < expected.size()) {
      try (SortedFile lines = open(position, Long.MAX_VALUE)) {
        lines.peek();
        resumed.add(lines.next().offset());
        position = lines.position();
      }
    }
    assertThat(resumed).isEqualTo(expected);
  }

  @Test
  void noMoreLinesAreBufferedThanConfirmTheClock() throws IOException {
    ActivityFile file = file("a.json").reading(IN_2099, 0);
    for (int i = 1; i < 40; i++) {
      file.reading(10L * i, i);
    }
    try (SortedFile lines = open(file, 0, Long.MAX_VALUE)) {
      for (int i = 1; i < 40; i++) {
        lines.peek();
        assertThat(lines.buffered()).isLessThanOrEqualTo(12);
        assertThat(lines.next().offset()).isEqualTo(file.offsets().get(i));
      }
      assertThat(taken(lines)).containsExactly(file.offsets().get(0));
    }
  }

  @Test
  void noLineAfterTheEndIsRead() throws IOException {
    ActivityFile file = disordered();
    try (SortedFile lines = open(file, 25, file.offsets().get(2))) {
      assertThat(taken(lines)).containsExactly(file.offsets().get(0), file.offsets().get(1));
    }
  }

  @Test
  void inASortedFileNoLineLooksAhead() throws IOException {
    ActivityFile file = file("a.json").reading(10, 0).reading(20, 1);
    try (SortedFile lines = open(file, 0, Long.MAX_VALUE)) {
      lines.peek();
      assertThat(lines.position().next()).isZero();
      lines.next();
      assertThat(lines.position().next()).isEqualTo(file.offsets().get(1));
    }
  }

  @Test
  void atEqualTimesTheFirstFileComesFirst() throws IOException {
    ActivityFile second = file("b.json").reading(10, 0).reading(20, 1).reading(20, 2);
    ActivityFile first = file("a.json").reading(20, 3).reading(20, 4).reading(25, 5);
    List<FilePosition> finished = new ArrayList<>();
    ArrivalMerger merge =
        ArrivalMerger.sorted(
            new FileTurns(ACTIVITY, NOBODY), false, Lookahead.none(), finished::add);
    merge.add(start(second), Long.MAX_VALUE, 2);
    merge.add(start(first), Long.MAX_VALUE, 2);
    List<Long> indexes = new ArrayList<>();
    for (Optional<ArrivingLine> next = merge.peek(); next.isPresent(); next = merge.peek()) {
      indexes.add(index(((ArrivingLine.OfReading) merge.next()).reading()).orElseThrow());
    }
    assertThat(indexes).containsExactly(0L, 3L, 4L, 1L, 2L, 5L);
    assertThat(merge.positions()).isEmpty();
    assertThat(finished).extracting(FilePosition::lastTime).containsExactly(20L, 25L);
    merge.close();
  }

  @Test
  void theRestOfARemovedFileIsSkipped() throws IOException {
    ActivityFile file = file("a.json").reading(10, 0).reading(20, 1);
    ArrivalMerger merge =
        ArrivalMerger.sorted(
            new FileTurns(ACTIVITY, NOBODY), false, Lookahead.none(), finished -> {});
    merge.add(start(file), Long.MAX_VALUE, 1);
    merge.peek();
    merge.next();
    assertThat(merge.remove(file.write().name()))
        .hasValueSatisfying(left -> assertThat(left.next()).isEqualTo(file.offsets().get(1)));
    assertThat(merge.peek()).isEmpty();
    assertThat(merge.positions()).isEmpty();
    assertThat(merge.remove(file.write().name())).isEmpty();
  }

  @Test
  void aLineIsEmittedWhenItIsDueAtTheSpeedOfTheReplay() throws IOException {
    file("a.json").reading(0, 0).reading(6_000, 1).write();
    AtomicLong nanos = new AtomicLong(77);
    try (ReplayedFilesStream replay = replay(new ReplayPacer(3, nanos::get))) {
      assertThat(replay.next()).isPresent();
      nanos.addAndGet(1_999_999_999);
      assertThat(replay.next()).isEmpty();
      assertThat(replay.hasEnded()).isFalse();
      nanos.addAndGet(1);
      assertThat(replay.next()).isPresent();
      assertThat(replay.next()).isEmpty();
      assertThat(replay.hasEnded()).isTrue();
    }
  }

  @Test
  void atFullSpeedNoLineWaits() throws IOException {
    file("a.json").reading(0, 0).reading(86_400_000, 1).write();
    try (ReplayedFilesStream replay = replay(new ReplayPacer(Double.POSITIVE_INFINITY, () -> 0))) {
      assertThat(replay.next()).isPresent();
      assertThat(replay.next()).isPresent();
      assertThat(replay.hasEnded()).isTrue();
    }
  }

  /** Arrivals at 10, 30, 29, none (which counts as 30) and 5: a step of 25 back. */
  private ActivityFile disordered() {
    return file("a.json")
        .reading(10, 0)
        .reading(30, 1)
        .reading(29, 2)
        .line("no reading")
        .reading(5, 4);
  }

  private ActivityFile file(String name) {
    return new ActivityFile(folder.resolve(name), false);
  }

  private static FilePosition start(ActivityFile file) throws IOException {
    return FilePosition.start(file.write().name(), false);
  }

  private static SortedFile open(ActivityFile file, long disorder, long end) throws IOException {
    return open(FilePosition.start(file.write().name(), false, disorder, List.of()), end);
  }

  private static SortedFile open(FilePosition start, long end) throws IOException {
    return SortedFile.open(start, end, false, new FileTurns(ACTIVITY, NOBODY), 1, Lookahead.none());
  }

  private ReplayedFilesStream replay(ReplayPacer pace) throws IOException {
    Path file = folder.resolve("a.json");
    InputFile one = new InputFile(file.toString(), Files.size(file), false);
    return ReplayedFilesStream.start(
        List.of(one),
        ACTIVITY,
        ArrivalMerger.sorted(
            new FileTurns(ACTIVITY, NOBODY), false, Lookahead.none(), finished -> {}),
        pace);
  }

  private static List<Long> taken(SortedFile lines) throws IOException {
    List<Long> offsets = new ArrayList<>();
    for (Optional<ArrivingLine> next = lines.peek(); next.isPresent(); next = lines.peek()) {
      assertThat(lines.next()).isEqualTo(next.get());
      offsets.add(next.get().offset());
    }
    return offsets;
  }
}
