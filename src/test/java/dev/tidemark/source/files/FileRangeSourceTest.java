package dev.tidemark.source.files;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

class FileRangeSourceTest {
  private static final long MEBIBYTE = 1 << 20;

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
  void noBundleOfPlainFilesIsLargerThanSixteenMebibytes(
      @ForAll @Size(max = 8) List<@LongRange(min = 0, max = 100 * MEBIBYTE) Long> sizes,
      @ForAll long desired)
      throws IOException {
    for (FileRangeSource bundle : source(sizes).split(desired, PipelineOptionsFactory.create())) {
      long bytes = ranges(bundle).stream().mapToLong(FileRange::size).sum();
      assertThat(bytes).isLessThanOrEqualTo(16 * MEBIBYTE);
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
        FileRangeSource.of(List.of(new InputFile("f.gz", 90 * MEBIBYTE, true)), ACTIVITY);
    List<FileRangeSource> bundles = source.split(MEBIBYTE, PipelineOptionsFactory.create());
    assertThat(bundles).hasSize(1);
    assertThat(ranges(bundles.get(0)))
        .containsExactly(FileRange.whole("f.gz", 90 * MEBIBYTE, true, true));
  }

  @Example
  void sizeIsThatOfTheFiles() {
    assertThat(source(List.of(5L, 7L)).getEstimatedSizeBytes(PipelineOptionsFactory.create()))
        .isEqualTo(12);
  }

  private static FileRangeSource source(List<Long> sizes) {
    return FileRangeSource.of(
        IntStream.range(0, sizes.size())
            .mapToObj(file -> new InputFile(String.valueOf(file), sizes.get(file), false))
            .toList(),
        ACTIVITY);
  }

  private static List<FileRange> ranges(FileRangeSource source) throws IOException {
    List<FileRange> ranges = new ArrayList<>();
    try (var reader = source.createReader(PipelineOptionsFactory.create())) {
      for (boolean more = reader.start(); more; more = reader.advance()) {
        ranges.add(reader.getCurrent());
      }
    }
    return ranges;
  }
}
