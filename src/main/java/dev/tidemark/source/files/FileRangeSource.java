package dev.tidemark.source.files;

import dev.tidemark.format.ReadingFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Emits the ranges of the input files, not their bytes: what a runner moves stays small, and each
 * range is read where it is parsed.
 */
final class FileRangeSource extends BoundedSource<FileRange> {
  /**
   * Small enough that cores finish together and that the batches of a bundle fit memory on the
   * Direct runner; large enough that the cost of a task does not show.
   */
  private static final long MAX_RANGE = 16L << 20;

  private static final long MIN_RANGE = 1L << 20;

  private final List<FileRange> ranges;

  static FileRangeSource of(List<InputFile> files, ReadingFormat format) {
    boolean canSplit = format.quoting().isEmpty();
    return new FileRangeSource(
        files.stream()
            .map(file -> FileRange.whole(file.name(), file.size(), file.compressed(), canSplit))
            .toList());
  }

  private FileRangeSource(List<FileRange> ranges) {
    this.ranges = new ArrayList<>(ranges);
  }

  @Override
  public List<FileRangeSource> split(long desiredBundleSizeBytes, PipelineOptions options) {
    long bundle = Math.max(MIN_RANGE, Math.min(MAX_RANGE, desiredBundleSizeBytes));
    List<FileRangeSource> bundles = new ArrayList<>();
    List<FileRange> open = new ArrayList<>();
    long openBytes = 0;
    for (FileRange range : ranges) {
      for (FileRange part : range.split(bundle)) {
        if (!open.isEmpty() && openBytes + part.size() > bundle) {
          bundles.add(new FileRangeSource(open));
          open.clear();
          openBytes = 0;
        }
        open.add(part);
        openBytes += part.size();
      }
    }
    if (!open.isEmpty()) {
      bundles.add(new FileRangeSource(open));
    }
    return bundles;
  }

  @Override
  public long getEstimatedSizeBytes(PipelineOptions options) {
    return ranges.stream().mapToLong(FileRange::size).sum();
  }

  @Override
  public Coder<FileRange> getOutputCoder() {
    return SerializableCoder.of(FileRange.class);
  }

  @Override
  public BoundedReader<FileRange> createReader(PipelineOptions options) {
    return new RangeReader(this);
  }

  private static final class RangeReader extends BoundedReader<FileRange> {
    private final FileRangeSource source;
    private int next;

    RangeReader(FileRangeSource source) {
      this.source = source;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      return next++ < source.ranges.size();
    }

    @Override
    public FileRange getCurrent() {
      if (next == 0 || next > source.ranges.size()) {
        throw new NoSuchElementException();
      }
      return source.ranges.get(next - 1);
    }

    @Override
    public void close() throws IOException {}

    @Override
    public BoundedSource<FileRange> getCurrentSource() {
      return source;
    }
  }
}
