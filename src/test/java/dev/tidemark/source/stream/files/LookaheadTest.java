package dev.tidemark.source.stream.files;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.source.files.ActivityFile;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.ReplayPacer;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are parsed ahead, against lines that are parsed when they are asked for. */
class LookaheadTest {
  private static final int FILES = 4;
  private static final int LINES = 700;

  @TempDir private Path folder;

  @BeforeAll
  static void registerFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @RepeatedTest(10)
  void theSameLinesComeInTheSameOrderAlsoAfterAResume(RepetitionInfo repetition)
      throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    List<InputFile> files = files(random);
    List<String> expected;
    try (ReplayedFilesStream replay = start(files, Lookahead.none())) {
      expected = rest(replay);
    }
    assertThat(expected).hasSizeGreaterThan(FILES * LINES / 2);

    int cut = random.nextInt(expected.size());
    ReplayPosition position;
    try (ReplayedFilesStream replay = start(files, Lookahead.of(FILES))) {
      assertThat(taken(replay, cut)).isEqualTo(expected.subList(0, cut));
      position = replay.position();
      assertThat(rest(replay)).isEqualTo(expected.subList(cut, expected.size()));
    }
    try (ReplayedFilesStream replay =
        ReplayedFilesStream.resume(files, position, merger(Lookahead.of(FILES)), pacer())) {
      assertThat(rest(replay)).isEqualTo(expected.subList(cut, expected.size()));
    }
  }

  /** What could be read comes first. */
  @Test
  void aFileThatCannotBeReadFailsWhereItCannot() throws IOException {
    InputFile whole = write("whole.json", new Random(1));
    Path path = folder.resolve("cut.json.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      Files.copy(Path.of(whole.name()), out);
    }
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(bytes, bytes.length / 2));
    FilePosition start = FilePosition.start(path.toString(), true);
    List<Integer> before = new ArrayList<>();
    for (Lookahead lookahead : List.of(Lookahead.none(), Lookahead.of(1))) {
      int lines = 0;
      try (ParsedLines parsed = parsed(start, lookahead)) {
        while (lines < LINES) {
          assertThat(parsed.next()).isPresent();
          lines++;
        }
      } catch (IOException e) {
        assertThat(e).isInstanceOf(EOFException.class);
      }
      before.add(lines);
    }
    assertThat(before.get(0)).isBetween(LINES / 4, LINES - 1);
    assertThat(before.get(1)).isEqualTo(before.get(0));
  }

  /** Its memory would be that of all their lines. */
  @Test
  void ofManyFilesNoneIsParsedAhead() {
    assertThat(Lookahead.of(256).thread()).isPresent();
    assertThat(Lookahead.of(257).thread()).isEmpty();
    assertThat(Lookahead.of(256).chunk()).isEqualTo(256);
    assertThat(Lookahead.of(257).chunk()).isEqualTo(16);
  }

  @Test
  void aFileThatIsGoneIsNamed() {
    InputFile gone = new InputFile(folder.resolve("gone.json").toString(), 1, false);
    assertThatThrownBy(() -> start(List.of(gone), Lookahead.of(1)))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("gone.json");
  }

  private List<InputFile> files(Random random) throws IOException {
    List<InputFile> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      files.add(write(i + ".json", random));
    }
    return files;
  }

  /** Lines out of order, blank, malformed and equal, and some that arrived far too early. */
  private InputFile write(String name, Random random) throws IOException {
    ActivityFile file = new ActivityFile(folder.resolve(name), false);
    long time = 10_000_000;
    for (int i = 0; i < LINES; i++) {
      time += random.nextInt(3_000);
      switch (random.nextInt(40)) {
        case 0 -> file.line("no reading");
        case 1 -> file.line("");
        case 2 -> file.reading(time - 9_000_000, i);
        default -> file.reading(time - random.nextInt(5_000), i);
      }
    }
    return file.write();
  }

  private static ReplayedFilesStream start(List<InputFile> files, Lookahead lookahead)
      throws UnreadableInputException {
    return ReplayedFilesStream.start(files, ACTIVITY, merger(lookahead), pacer());
  }

  private static ParsedLines parsed(FilePosition start, Lookahead lookahead) throws IOException {
    FileTurns turns = turns();
    return ParsedLines.of(
        turns.lines(start, Long.MAX_VALUE, 1), turns.parser(start.file()), false, lookahead);
  }

  private static ArrivalMerger merger(Lookahead lookahead) {
    return ArrivalMerger.sorted(turns(), false, lookahead, finished -> {});
  }

  private static FileTurns turns() {
    return new FileTurns(ACTIVITY, new ReadTracer(TracedReading.NOBODY, ""));
  }

  private static ReplayPacer pacer() {
    return new ReplayPacer(Double.POSITIVE_INFINITY);
  }

  private static List<String> rest(ReplayedFilesStream replay) throws IOException {
    return taken(replay, Integer.MAX_VALUE);
  }

  private static List<String> taken(ReplayedFilesStream replay, int count) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      Optional<ArrivingLine> next = replay.next();
      if (next.isEmpty()) {
        assertThat(replay.hasEnded()).isTrue();
        return lines;
      }
      lines.add(next.get().toString());
    }
    return lines;
  }
}
