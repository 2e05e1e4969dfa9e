package dev.tidemark.source.stream;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static dev.tidemark.testing.Values.index;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.runner.spark.SparkAdapter;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.source.files.ActivityFile;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.stream.files.FollowedGlobs;
import dev.tidemark.source.stream.files.ReplayedFiles;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.trace.TracedReading;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.beam.runners.core.metrics.MetricsContainerImpl;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.joda.time.Instant;

/** Replayed files, whenever the runner takes a mark and resumes from it. */
class StreamReaderTest {
  private static final int MAX_DELAY = 2_000;
  private static final int FILES = 3;
  private static final PipelineOptions OPTIONS = PipelineOptionsFactory.create();
  private static final EventTime TIME =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofMillis(MAX_DELAY));
  private static Path folder;

  /** A line to be written: a reading or a malformed one. */
  private record Draft(int file, boolean isReading, long arrival, long lag) {}

  /** A line as it must be emitted. */
  private record Line(long time, int file, long offset, long index) {}

  /** What a runner got. */
  private record Given(List<ReadingBatch> blocks, Instant watermark) {
    List<Long> indexes() {
      return blocks.stream()
          .flatMap(batch -> batch.readings().stream())
          .map(reading -> index(reading).orElseThrow())
          .toList();
    }

    List<String> malformed() {
      return blocks.stream()
          .flatMap(batch -> batch.sideOutput().deadLetters().stream())
          .map(MalformedLine.class::cast)
          .map(line -> place(line.file(), line.offset()))
          .toList();
    }

    StreamProgress last() {
      return blocks.get(blocks.size() - 1).progress();
    }
  }

  @BeforeContainer
  static void openFileSystems() throws IOException {
    FileSystems.setDefaultPipelineOptions(OPTIONS);
    folder = Files.createTempDirectory("stream");
  }

  @AfterContainer
  static void deleteFiles() throws IOException {
    for (int file = 0; file < FILES; file++) {
      Files.deleteIfExists(path(file));
    }
    Files.delete(folder);
  }

  @Property(tries = 100)
  @SuppressWarnings("try") // The metrics are those of this thread as long as it is open.
  void eachLineIsEmittedOnceInArrivalOrder(
      @ForAll("drafts") List<Draft> drafts,
      @ForAll @IntRange(max = 2) int orderedSteps,
      @ForAll @IntRange(min = 1, max = 9) int most,
      @ForAll Marks marks,
      @ForAll Random random)
      throws IOException {
    List<Line> lines = new ArrayList<>();
    ReplayedFiles files =
        new ReplayedFiles(write(drafts, lines), ACTIVITY, Double.POSITIVE_INFINITY);
    lines.sort(
        Comparator.comparingLong(Line::time)
            .thenComparingInt(Line::file)
            .thenComparingLong(Line::offset));

    Given given;
    MetricsContainerImpl metrics = new MetricsContainerImpl("Read");
    try (Closeable counted = MetricsEnvironment.scopedMetricsContainer(metrics)) {
      given = run(source(new Trickle<>(files, most), orderedSteps), marks, random);
    }

    assertThat(readings(metrics)).isEqualTo(given.indexes().size());
    assertThat(given.indexes())
        .containsExactlyElementsOf(
            lines.stream().map(Line::index).filter(index -> index >= 0).toList());
    assertThat(given.malformed())
        .containsExactlyElementsOf(
            lines.stream()
                .filter(line -> line.index < 0)
                .map(line -> place(path(line.file).toString(), line.offset))
                .toList());
    assertThat(given.last().marks()).hasSize(orderedSteps + 1).containsOnly(StreamProgress.ENDED);
    assertThat(given.watermark).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
  }

  /** As reported by a stream that reads some of them again; nothing before the first. */
  private static long readings(MetricsContainerImpl metrics) {
    return Math.max(
        0,
        metrics
            .getDistribution(MetricName.named(ReadStream.PROGRESS, ReadStream.READINGS_SO_FAR))
            .getCumulative()
            .max());
  }

  @Provide
  Arbitrary<List<Draft>> drafts() {
    Arbitrary<Long> arrivals =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 8), Arbitraries.longs().between(-20_000, 20_000));
    return Combinators.combine(
            Arbitraries.integers().between(0, FILES - 1),
            Arbitraries.of(true, true, true, false),
            arrivals,
            Arbitraries.of(-500L, 0L, 1L, 1_999L, 2_000L, 2_001L, 9_000L))
        .as(Draft::new)
        .list()
        .ofMaxSize(40);
  }

  /** Batches of a file that fills several, at full speed. */
  @Example
  void blocksAreFull() throws IOException {
    int count = 2 * ReadingBatch.FULL + 5;
    ActivityFile file = new ActivityFile(path(0), false);
    for (int i = 0; i < count; i++) {
      file.reading(i / 7, i);
    }
    ReplayedFiles files =
        new ReplayedFiles(List.of(file.write()), ACTIVITY, Double.POSITIVE_INFINITY);
    Given given = run(source(files, 1), Marks.AT_ANY_TIME, new Random(7));
    assertThat(given.indexes())
        .containsExactlyElementsOf(LongStream.range(0, count).boxed().toList());
    assertThat(given.blocks)
        .extracting(batch -> batch.readings().size())
        .filteredOn(size -> size > 0)
        .containsExactly(ReadingBatch.FULL, ReadingBatch.FULL, 5);
  }

  /** A runner that reads a number of batches gets them without waiting, and they hold nothing. */
  @Example
  void aStreamThatRepeatsItsEndAlwaysHasAnotherBatch() throws IOException {
    StreamSource<?> source =
        source(new ReplayedFiles(List.of(), ACTIVITY, Double.POSITIVE_INFINITY), 1)
            .repeatingItsEnd();
    try (UnboundedReader<ReadingBatch> reader = source.createReader(OPTIONS, null)) {
      assertThat(reader.start()).isTrue();
      for (int i = 0; i < 20; i++) {
        assertThat(reader.advance()).isTrue();
        assertThat(reader.getCurrent().readings()).isEmpty();
        assertThat(reader.getCurrent().sideOutput().isEmpty()).isTrue();
        reader.getCheckpointMark();
      }
      assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    }
  }

  @Property
  void emptyInputEndsToo(@ForAll Marks marks) throws IOException {
    ReplayedFiles files =
        new ReplayedFiles(
            List.of(new ActivityFile(path(0), false).write()), ACTIVITY, Double.POSITIVE_INFINITY);
    Given given = run(source(files, 2), marks, new Random(3));
    assertThat(given.indexes()).isEmpty();
    assertThat(given.last().isOver()).isTrue();
  }

  @Example
  @SuppressWarnings("try") // The metrics are those of this thread as long as it is open.
  void whoFollowsWithoutInputIsToldThatTheRunWaitsForAStop() throws IOException {
    ActivityFile file = new ActivityFile(path(0), false).reading(1, 1);
    file.write();
    FollowSettings settings = new FollowSettings(1, folder + "/stop", Duration.ZERO);
    FollowedGlobs files =
        new FollowedGlobs(
            List.of(path(0).toString()), ACTIVITY, settings, StreamRequirements.USUAL_STEP);
    MetricsContainerImpl metrics = new MetricsContainerImpl("Read");
    try (Closeable told = MetricsEnvironment.scopedMetricsContainer(metrics);
        StreamReader<?> reader = source(files, 0).createReader(OPTIONS, null)) {
      assertThat(reader.start()).isTrue();
      assertThat(metrics.getUpdates().counterUpdates()).isEmpty();
      assertThat(reader.advance()).isFalse();
      assertThat(reader.advance()).isFalse();
    }
    assertThat(metrics.getUpdates().counterUpdates())
        .extracting(update -> update.getKey().metricName())
        .containsExactly(
            MetricName.named(
                ReadStream.REPORTS,
                "no input for 0 s: steps release what they buffer; the run follows until it is"
                    + " stopped (Ctrl-C, SIGTERM or --stopAfter)"));
  }

  @Example
  void aStreamIsNeverSplit() {
    StreamSource<?> source = source(new ReplayedFiles(List.of(), ACTIVITY, 1), 0);
    assertThat(source.split(8, OPTIONS)).isEqualTo(List.of(source));
    assertThat(source.maxDelay()).hasMillis(MAX_DELAY);
  }

  /** When a runner takes a mark. */
  private enum Marks {
    /** As Spark does, with each micro-batch. */
    AT_ANY_TIME,
    /** As the Direct runner does, which otherwise polls. */
    AFTER_A_BATCH
  }

  /** Reads to the end, as a runner does that may resume from its last mark at any time. */
  private static <P> Given run(StreamSource<P> stream, Marks marks, Random random)
      throws IOException {
    UnboundedSource<ReadingBatch, StreamMark<P>> source = new SparkAdapter().adapt(stream);
    List<ReadingBatch> kept = new ArrayList<>();
    List<ReadingBatch> sinceMark = new ArrayList<>();
    UnboundedReader<ReadingBatch> reader = source.createReader(OPTIONS, null);
    try {
      StreamMark<P> mark = mark(source, reader);
      Instant watermark = reader.getWatermark();
      boolean isNew = true;
      for (int i = 0; i < 5_000; i++) {
        if (isNew ? reader.start() : reader.advance()) {
          sinceMark.add(checked(reader, watermark));
        }
        isNew = false;
        int choice = random.nextInt(8);
        if (choice < 5 && (marks == Marks.AT_ANY_TIME || !sinceMark.isEmpty())) {
          mark = mark(source, reader);
          kept.addAll(sinceMark);
          sinceMark.clear();
        }
        if (choice < 2 || choice == 5) {
          // With choice 5 what was emitted since the mark is lost, and must be emitted again.
          sinceMark.clear();
          reader.close();
          reader = source.createReader(OPTIONS, mark);
          isNew = true;
        }
        if (choice == 7) {
          sinceMark.clear();
          try (UnboundedReader<ReadingBatch> elsewhere = source.createReader(OPTIONS, mark)) {
            if (elsewhere.start()) {
              kept.add(checked(elsewhere, watermark));
            }
            mark = mark(source, elsewhere);
          }
        }
        if (choice >= 6) {
          // Spark's runner keeps this reader, and only the decoded mark says where to resume.
          sinceMark.clear();
          CoderUtils.clone(source.getCheckpointMarkCoder(), mark);
          continue;
        }
        assertThat(reader.getWatermark()).isGreaterThanOrEqualTo(watermark);
        watermark = reader.getWatermark();
        if (!kept.isEmpty() && kept.get(kept.size() - 1).progress().isOver()) {
          return new Given(kept, watermark);
        }
      }
    } finally {
      reader.close();
    }
    throw new AssertionError("the stream never ends");
  }

  /** The mark as the runner restores it. */
  @SuppressWarnings("unchecked") // Beam types a reader's mark as any mark.
  private static <P> StreamMark<P> mark(
      UnboundedSource<ReadingBatch, StreamMark<P>> source, UnboundedReader<ReadingBatch> reader)
      throws IOException {
    StreamMark<P> mark = (StreamMark<P>) reader.getCheckpointMark();
    assertThat(reader.getCheckpointMark()).isEqualTo(mark);
    StreamMark<P> decoded = CoderUtils.clone(source.getCheckpointMarkCoder(), mark);
    assertThat(decoded).isEqualTo(mark);
    return decoded;
  }

  private static ReadingBatch checked(UnboundedReader<ReadingBatch> reader, Instant watermark) {
    ReadingBatch batch = reader.getCurrent();
    StreamProgress progress = batch.progress();
    assertThat(progress.marks()).isSortedAccordingTo(Comparator.reverseOrder());
    for (Reading reading : batch.readings()) {
      long millis = TIME.millis(reading);
      assertThat(reader.getCurrentTimestamp().getMillis())
          .isLessThanOrEqualTo(Math.min(millis, reading.arrivalTime()));
      // In arrival order each reading is judged by its own arrival.
      assertThat(reading.clock()).isEqualTo(reading.arrivalTime());
      if (reading.arrivalTime() - millis <= MAX_DELAY) {
        assertThat(millis).isGreaterThanOrEqualTo(watermark.getMillis());
      }
    }
    return batch;
  }

  private static <P> StreamSource<P> source(ArrivalStreamFactory<P> streams, int orderedSteps) {
    StreamRequirements clock =
        new StreamRequirements(
            StreamRequirements.USUAL_STEP,
            Duration.ofMillis(MAX_DELAY),
            Duration.ZERO,
            Collections.nCopies(
                orderedSteps, new OrderingSpec(List.of(ActivitySchema.USER), TIME, Duration.ZERO)),
            orderedSteps);
    return new StreamSource<>(streams, clock, "read", TracedReading.NOBODY);
  }

  /** Writes the files, the last one compressed, and returns when each line arrives. */
  private static List<InputFile> write(List<Draft> drafts, List<Line> lines) throws IOException {
    List<InputFile> files = new ArrayList<>();
    for (int number = 0; number < FILES; number++) {
      ActivityFile file = new ActivityFile(path(number), number == FILES - 1);
      long latest = Long.MIN_VALUE;
      for (int i = 0; i < drafts.size(); i++) {
        Draft draft = drafts.get(i);
        if (draft.file != number) {
          continue;
        }
        if (draft.isReading) {
          file.reading(draft.arrival, draft.arrival - draft.lag, i);
          latest = Math.max(latest, draft.arrival);
        } else {
          file.line("no reading");
        }
        long offset = file.offsets().get(file.offsets().size() - 1);
        lines.add(
            draft.isReading
                ? new Line(draft.arrival, number, offset, i)
                : new Line(latest, number, offset, -1));
      }
      files.add(file.write());
    }
    return files;
  }

  private static Path path(int file) {
    return folder.resolve(file == FILES - 1 ? file + ".json.gz" : file + ".json");
  }

  private static String place(String file, long offset) {
    return file + " at " + offset;
  }
}
