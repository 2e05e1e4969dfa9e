package dev.tidemark.source.files;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.source.files.FileRangeSource.RangeReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.beam.sdk.io.BoundedSource.BoundedReader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.SerializableUtils;

class FileRangeSourceTest {
  private static final long MEBIBYTE = 1 << 20;

  /** A test that waits so long has failed. */
  private static final Duration NEVER = Duration.ofHours(1);

  @Property(tries = 200)
  void bundlesContainEachByteOfEachFileOnce(
      @ForAll @Size(max = 8) List<@LongRange(min = 0, max = 100 * MEBIBYTE) Long> sizes,
      @ForAll @LongRange(min = 0, max = 100 * MEBIBYTE) long desired)
      throws IOException {
    Map<String, List<FileRange>> byFile = new HashMap<>();
    for (FileRangeSource bundle : source(sizes).split(desired, PipelineOptionsFactory.create())) {
      for (FileRange range : ranges(bundle)) {
        byFile.computeIfAbsent(range.file(), file -> new ArrayList<>()).add(range);
      }
    }
    assertThat(byFile).hasSize(sizes.size());
    byFile.forEach(
        (file, ranges) -> {
          ranges.sort(Comparator.comparingLong(FileRange::start));
          long next = 0;
          for (FileRange range : ranges) {
            assertThat(range.start()).isEqualTo(next);
            next = range.end();
          }
          assertThat(next).isEqualTo(sizes.get(Integer.parseInt(file)));
        });
  }

  @Property(tries = 100)
  void bundlesOfPlainFilesAndTheirRangesAreBounded(
      @ForAll @Size(max = 8) List<@LongRange(min = 0, max = 100 * MEBIBYTE) Long> sizes,
      @ForAll long desired)
      throws IOException {
    for (FileRangeSource bundle : source(sizes).split(desired, PipelineOptionsFactory.create())) {
      List<FileRange> ranges = ranges(bundle);
      assertThat(ranges).allMatch(range -> range.size() <= 16 * MEBIBYTE);
      assertThat(ranges.stream().mapToLong(FileRange::size).sum())
          .isLessThanOrEqualTo(64 * MEBIBYTE);
    }
  }

  @Example
  void manySmallFilesShareABundle() {
    List<Long> sizes = IntStream.range(0, 1000).mapToObj(file -> 1000L).toList();
    // A bundle takes at least 1 MiB: 1048 files of 1000 bytes.
    assertThat(source(sizes).split(1, PipelineOptionsFactory.create())).hasSize(1);
  }

  @Example
  void aCompressedFileIsOneRange() throws IOException {
    FileRangeSource source =
        FileRangeSource.of(
            List.of(new InputFile("f.gz", 90 * MEBIBYTE, true)), ACTIVITY, Splitting.INITIAL);
    List<FileRangeSource> bundles = source.split(MEBIBYTE, PipelineOptionsFactory.create());
    assertThat(bundles).hasSize(1);
    assertThat(ranges(bundles.get(0)))
        .containsExactly(FileRange.whole("f.gz", 90 * MEBIBYTE, true, true));
  }

  @Example
  void aSourceReachesAnotherProcessWithAllItsRanges() throws IOException {
    FileRangeSource source =
        FileRangeSource.of(
            List.of(new InputFile("\u00fc.gz", 90, true), new InputFile("f", 1L << 40, false)),
            ACTIVITY,
            Splitting.INITIAL);
    assertThat(ranges(SerializableUtils.clone(source))).isEqualTo(ranges(source)).hasSize(2);
  }

  @Example
  void sizeIsThatOfTheFiles() {
    assertThat(source(List.of(5L, 7L)).getEstimatedSizeBytes(PipelineOptionsFactory.create()))
        .isEqualTo(12);
  }

  @Property(tries = 200)
  void shardsContainEachByteOfEachFileOnceAndHaveAboutTheDesiredSize(
      @ForAll @Size(max = 8) List<@LongRange(min = 0, max = 100 * MEBIBYTE) Long> sizes,
      @ForAll @LongRange(min = 0, max = 400 * MEBIBYTE) long desired)
      throws IOException {
    List<FileRangeSource> shards =
        source(sizes, Splitting.DYNAMIC).split(desired, PipelineOptionsFactory.create());
    List<FileRange> ranges = new ArrayList<>();
    for (FileRangeSource shard : shards) {
      ranges.addAll(ranges(shard.createReader(Duration.ZERO)));
    }
    long bundle = Math.max(MEBIBYTE, Math.min(16 * MEBIBYTE, desired));
    long most = 2 * Math.max(bundle, desired / 2) + bundle;
    assertThat(shards).allMatch(shard -> size(shard) <= most);
    assertThat(ranges)
        .isEqualTo(whole(sizes).stream().flatMap(r -> r.split(bundle).stream()).toList());
  }

  /** Whenever splits come, and however many. */
  @Property(tries = 200)
  void aReaderAndItsSplitsReadEachRangeOnce(
      @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 0, max = 20 * MEBIBYTE) Long> sizes,
      @ForAll @Size(max = 30) List<Boolean> splitsBeforeAdvance)
      throws IOException {
    List<FileRange> ranges = new ArrayList<>();
    Deque<FileRangeSource> sources = new ArrayDeque<>(List.of(source(sizes, Splitting.DYNAMIC)));
    Iterator<Boolean> splits = splitsBeforeAdvance.iterator();
    while (!sources.isEmpty()) {
      FileRangeSource source = sources.poll();
      RangeReader reader = source.createReader(Duration.ZERO);
      List<FileRange> read = new ArrayList<>();
      boolean more = true;
      while (more) {
        if (splits.hasNext() && splits.next()) {
          Optional.ofNullable(reader.splitAtFraction(0.5)).ifPresent(sources::addFirst);
        }
        more = read.isEmpty() ? reader.start() : reader.advance();
        if (more) {
          read.add(reader.getCurrent());
        }
      }
      assertThat(reader.splitAtFraction(0.5)).isNull();
      assertThat(reader.getFractionConsumed()).isEqualTo(1.0);
      assertThat(ranges(reader.getCurrentSource().createReader(Duration.ZERO))).isEqualTo(read);
      ranges.addAll(read);
    }
    assertThat(ranges).isEqualTo(whole(sizes));
  }

  /** As the Direct runner does it. */
  @Property(tries = 50)
  void aReaderThatIsSplitInAnotherThreadReadsOneBundle(
      @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 1, max = 20 * MEBIBYTE) Long> sizes)
      throws Exception {
    List<FileRange> ranges = new ArrayList<>();
    FileRangeSource source = source(sizes, Splitting.DYNAMIC);
    ExecutorService splitter = Executors.newSingleThreadExecutor();
    try {
      while (source != null) {
        RangeReader reader = source.createReader(NEVER);
        assertThat(reader.start()).isTrue();
        Future<FileRangeSource> rest =
            splitter.submit(
                () -> reader.getFractionConsumed() == 1.0 ? null : reader.splitAtFraction(0.5));
        List<FileRange> read = new ArrayList<>();
        do {
          read.add(reader.getCurrent());
        } while (reader.advance());
        assertThat(read.size() == 1 || size(read) <= 16 * MEBIBYTE).isTrue();
        ranges.addAll(read);
        source = rest.get();
      }
    } finally {
      splitter.shutdownNow();
    }
    assertThat(ranges).isEqualTo(whole(sizes));
  }

  @Example
  void splitsThatRaceWithAReaderLoseNoRangeAndRepeatNone() throws Exception {
    List<Long> sizes = Collections.nCopies(2000, 16 * MEBIBYTE);
    ExecutorService splitter = Executors.newSingleThreadExecutor();
    try {
      for (int race = 0; race < 100; race++) {
        RangeReader reader = source(sizes, Splitting.DYNAMIC).createReader(Duration.ZERO);
        Future<FileRangeSource> rest = splitter.submit(() -> reader.splitAtFraction(0.5));
        List<FileRange> ranges = ranges(reader);
        if (rest.get() != null) {
          ranges.addAll(ranges(rest.get().createReader(Duration.ZERO)));
        }
        assertThat(ranges).isEqualTo(whole(sizes));
      }
    } finally {
      splitter.shutdownNow();
    }
  }

  @Example
  void aSplitBeforeTheStartLeavesTheFirstBundle() throws IOException {
    RangeReader reader =
        source(List.of(8 * MEBIBYTE, 8 * MEBIBYTE, 1L, 2L), Splitting.DYNAMIC).createReader(NEVER);
    assertThat(size(reader.splitAtFraction(0.5))).isEqualTo(3);
    assertThat(reader.splitAtFraction(0.5)).isNull();
    assertThat(size(ranges(reader))).isEqualTo(16 * MEBIBYTE);
  }

  @Example
  void compressedFilesCountAsWhatTheyHold() throws IOException {
    List<InputFile> files =
        Stream.of("a.gz", "b.gz", "c.gz").map(name -> new InputFile(name, MEBIBYTE, true)).toList();
    FileRangeSource source = FileRangeSource.of(files, ACTIVITY, Splitting.DYNAMIC);
    assertThat(size(source.createReader(NEVER).splitAtFraction(0.5))).isEqualTo(MEBIBYTE);
  }

  /** Spark never asks for a split, and has made bundles of the input before. */
  @Example
  void withInitialSplittingAReaderKeepsAll() throws IOException {
    RangeReader reader =
        source(Collections.nCopies(9, 16 * MEBIBYTE), Splitting.INITIAL).createReader(NEVER);
    assertThat(reader.splitAtFraction(0.5)).isNull();
    assertThat(ranges(reader)).hasSize(9);
  }

  private static FileRangeSource source(List<Long> sizes) {
    return source(sizes, Splitting.INITIAL);
  }

  private static List<FileRange> whole(List<Long> sizes) {
    return IntStream.range(0, sizes.size())
        .mapToObj(file -> FileRange.whole(String.valueOf(file), sizes.get(file), false, true))
        .toList();
  }

  private static long size(FileRangeSource source) {
    return source.getEstimatedSizeBytes(PipelineOptionsFactory.create());
  }

  private static long size(List<FileRange> ranges) {
    return ranges.stream().mapToLong(FileRange::size).sum();
  }

  private static FileRangeSource source(List<Long> sizes, Splitting splitting) {
    return FileRangeSource.of(
        IntStream.range(0, sizes.size())
            .mapToObj(file -> new InputFile(String.valueOf(file), sizes.get(file), false))
            .toList(),
        ACTIVITY,
        splitting);
  }

  private static List<FileRange> ranges(FileRangeSource source) throws IOException {
    try (var reader = source.createReader(PipelineOptionsFactory.create())) {
      return ranges(reader);
    }
  }

  private static List<FileRange> ranges(BoundedReader<FileRange> reader) throws IOException {
    List<FileRange> ranges = new ArrayList<>();
    for (boolean more = reader.start(); more; more = reader.advance()) {
      ranges.add(reader.getCurrent());
    }
    return ranges;
  }
}
