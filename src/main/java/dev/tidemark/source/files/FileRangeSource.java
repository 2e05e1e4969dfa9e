package dev.tidemark.source.files;

import dev.tidemark.format.ReadingFormat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Emits the ranges of the input files, not their bytes: what a runner moves stays small, and each
 * range is read where it is parsed.
 */
final class FileRangeSource extends BoundedSource<FileRange> {
  /** Small enough that the batches of a range fit memory: a runner may hold them all at once. */
  private static final long MAX_RANGE = 16L << 20;

  /**
   * Small enough that cores finish together; large enough that the cost of a task does not show.
   */
  private static final long MAX_BUNDLE = 64L << 20;

  private static final long MIN_RANGE = 1L << 20;

  /** So many that workers do not wait for the last of a round. */
  private static final long SHARDS_PER_WORKER = 2;

  /** A runner that splits does so as soon as a reader has started. */
  private static final Duration SPLIT_TIMEOUT = Duration.ofSeconds(10);

  private final Splitting splitting;

  /** There may be as many as files, for each of which Java's serialization would take long. */
  private transient List<FileRange> ranges;

  static FileRangeSource of(List<InputFile> files, ReadingFormat format, Splitting splitting) {
    boolean canSplit = format.quoting().isEmpty();
    return new FileRangeSource(
        files.stream()
            .map(file -> FileRange.whole(file.name(), file.size(), file.compressed(), canSplit))
            .toList(),
        splitting);
  }

  private FileRangeSource(List<FileRange> ranges, Splitting splitting) {
    this.ranges = new ArrayList<>(ranges);
    this.splitting = splitting;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeInt(ranges.size());
    for (FileRange range : ranges) {
      range.writeTo(out);
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    int count = in.readInt();
    ranges = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ranges.add(FileRange.readFrom(in));
    }
  }

  @Override
  public List<FileRangeSource> split(long desiredBundleSizeBytes, PipelineOptions options) {
    long bundle = Math.max(MIN_RANGE, Math.min(MAX_RANGE, desiredBundleSizeBytes));
    List<FileRange> parts = ranges.stream().flatMap(range -> range.split(bundle).stream()).toList();
    return switch (splitting) {
      case INITIAL ->
          bundles(parts, Math.max(bundle, Math.min(MAX_BUNDLE, desiredBundleSizeBytes)));
      case DYNAMIC -> shards(parts, Math.max(bundle, desiredBundleSizeBytes / SHARDS_PER_WORKER));
    };
  }

  /** Fills one bundle after the other. */
  private List<FileRangeSource> bundles(List<FileRange> parts, long bundle) {
    List<FileRangeSource> bundles = new ArrayList<>();
    int first = 0;
    while (first < parts.size()) {
      int end = endOfBundle(parts, first, bundle, FileRange::size);
      bundles.add(part(parts, first, end));
      first = end;
    }
    return bundles;
  }

  /** Deals the ranges out evenly, so that all shards end in the same round. */
  private List<FileRangeSource> shards(List<FileRange> parts, long shard) {
    long total = Math.max(1, parts.stream().mapToLong(FileRange::size).sum());
    long count = Math.max(1, total / shard);
    List<FileRangeSource> shards = new ArrayList<>();
    int first = 0;
    long before = 0;
    for (int end = 1; end <= parts.size(); end++) {
      before += parts.get(end - 1).size();
      if (end == parts.size() || before * count >= total * (shards.size() + 1)) {
        shards.add(part(parts, first, end));
        first = end;
      }
    }
    return shards;
  }

  private FileRangeSource part(List<FileRange> parts, int first, int end) {
    return new FileRangeSource(parts.subList(first, end), splitting);
  }

  /** Returns the end of the ranges that fit a bundle; at least one does. */
  private static int endOfBundle(
      List<FileRange> ranges, int first, long bundle, ToLongFunction<FileRange> size) {
    long bytes = 0;
    int end = first;
    while (end < ranges.size()
        && (end == first || bytes + size.applyAsLong(ranges.get(end)) <= bundle)) {
      bytes += size.applyAsLong(ranges.get(end));
      end++;
    }
    return end;
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
    return createReader(SPLIT_TIMEOUT);
  }

  /** Creates a reader that waits no longer than this for a split. */
  RangeReader createReader(Duration splitTimeout) {
    return switch (splitting) {
      case INITIAL -> new RangeReader(this, ranges.size(), splitTimeout);
      case DYNAMIC ->
          new RangeReader(
              this, endOfBundle(ranges, 0, MAX_RANGE, FileRange::textSize), splitTimeout);
    };
  }

  /**
   * Reads the first bundle of a source, and waits there until a split has taken the rest. If none
   * does in time, it reads the rest too, so each range is read once whenever a split comes.
   */
  static final class RangeReader extends BoundedReader<FileRange> {
    private final FileRangeSource source;
    private final int endOfBundle;
    private final Duration splitTimeout;

    /** How many ranges it has begun. */
    private int next;

    private int end;

    private RangeReader(FileRangeSource source, int endOfBundle, Duration splitTimeout) {
      this.source = source;
      this.endOfBundle = endOfBundle;
      this.splitTimeout = splitTimeout;
      this.end = source.ranges.size();
    }

    @Override
    public boolean start() throws IOException {
      return advance();
    }

    @Override
    public synchronized boolean advance() throws IOException {
      if (next == endOfBundle) {
        awaitSplit();
      }
      if (next < end) {
        next++;
        return true;
      }
      next = end + 1;
      return false;
    }

    private synchronized void awaitSplit() throws IOException {
      long deadline = System.nanoTime() + splitTimeout.toNanos();
      try {
        for (long left = splitTimeout.toNanos();
            end > endOfBundle && left > 0;
            left = deadline - System.nanoTime()) {
          TimeUnit.NANOSECONDS.timedWait(this, left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (InterruptedIOException) new InterruptedIOException().initCause(e);
      }
    }

    @Override
    public synchronized FileRange getCurrent() {
      if (next == 0 || next > end) {
        throw new NoSuchElementException();
      }
      return source.ranges.get(next - 1);
    }

    @Override
    public void close() {}

    @Override
    public synchronized FileRangeSource getCurrentSource() {
      return source.part(source.ranges, 0, end);
    }

    /** Without it the Direct runner does not split. */
    @Override
    public synchronized Double getFractionConsumed() {
      return next >= end ? 1.0 : (double) next / end;
    }

    /** Splits off what lies after the first bundle and is not begun, whatever the fraction. */
    @Override
    public synchronized FileRangeSource splitAtFraction(double fraction) {
      int kept = Math.max(next, endOfBundle);
      if (kept >= end) {
        return null;
      }
      FileRangeSource rest = source.part(source.ranges, kept, end);
      end = kept;
      notifyAll();
      return rest;
    }
  }
}
