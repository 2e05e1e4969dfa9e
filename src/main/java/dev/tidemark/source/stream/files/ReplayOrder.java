package dev.tidemark.source.stream.files;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * The order in which the files of a replay begin; files without a line are left out. Every
 * checkpoint mark holds the same order, so its encoded form is made once; for a hundred thousand
 * files it takes less than a megabyte.
 */
final class ReplayOrder {
  static final Coder<ReplayOrder> CODER = new OrderCoder();

  private final List<Entry> files;
  private final byte[] packed;

  /**
   * A file that has lines.
   *
   * @param index its place among the input files
   * @param first the merge time of the line that is emitted first
   * @param disorder see {@link FilePosition}
   * @param strays see {@link FilePosition}
   */
  record Entry(int index, long first, long disorder, List<Long> strays) {}

  private ReplayOrder(List<Entry> files, byte[] packed) {
    this.files = files;
    this.packed = packed;
  }

  static ReplayOrder of(List<Entry> files) {
    return new ReplayOrder(files, pack(files));
  }

  /**
   * Reads each file once, several at a time, to find its first line; of equal times the first file
   * comes first.
   */
  static ReplayOrder survey(List<InputFile> files, ReadingFormat format)
      throws UnreadableInputException {
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), Math.max(1, files.size()));
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      AtomicInteger next = new AtomicInteger();
      List<Future<List<Entry>>> shares = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        shares.add(pool.submit(() -> surveyShare(files, format, next)));
      }
      List<Entry> entries = new ArrayList<>();
      for (Future<List<Entry>> share : shares) {
        entries.addAll(share.get());
      }
      entries.sort(Comparator.comparingLong(Entry::first).thenComparingInt(Entry::index));
      return of(entries);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnreadableInputException unreadable) {
        throw unreadable;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("the files could not be surveyed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the files were read", e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Surveys files that no other thread has taken, until none is left. */
  private static List<Entry> surveyShare(
      List<InputFile> files, ReadingFormat format, AtomicInteger next)
      throws UnreadableInputException {
    List<Entry> entries = new ArrayList<>();
    FileTurns turns = new FileTurns(format, new ReadTracer(TracedReading.NOBODY, ""));
    for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
      if (Thread.currentThread().isInterrupted()) {
        return entries;
      }
      InputFile file = files.get(i);
      FileSurvey survey = FileSurvey.of(file.name(), file.compressed(), turns);
      if (survey.first().isPresent()) {
        entries.add(new Entry(i, survey.first().getAsLong(), survey.disorder(), survey.strays()));
      }
    }
    return entries;
  }

  List<Entry> files() {
    return files;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReplayOrder order && Arrays.equals(packed, order.packed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(packed);
  }

  private static byte[] pack(List<Entry> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes)) {
      VarInt.encode(files.size(), out);
      long before = 0;
      for (Entry file : files) {
        VarInt.encode(file.index(), out);
        VarInt.encode(file.first() - before, out);
        VarInt.encode(file.disorder(), out);
        VarInt.encode(file.strays().size(), out);
        for (long stray : file.strays()) {
          VarInt.encode(stray, out);
        }
        before = file.first();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static List<Entry> unpack(byte[] packed) throws IOException {
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      int size = VarInt.decodeInt(in);
      List<Entry> files = new ArrayList<>(size);
      long first = 0;
      for (int i = 0; i < size; i++) {
        int index = VarInt.decodeInt(in);
        first += VarInt.decodeLong(in);
        long disorder = VarInt.decodeLong(in);
        int count = VarInt.decodeInt(in);
        List<Long> strays = new ArrayList<>(count);
        for (int stray = 0; stray < count; stray++) {
          strays.add(VarInt.decodeLong(in));
        }
        files.add(new Entry(index, first, disorder, strays));
      }
      return files;
    }
  }

  private static final class OrderCoder extends CustomCoder<ReplayOrder> {
    @Override
    public void encode(ReplayOrder order, OutputStream out) throws IOException {
      ByteArrayCoder.of().encode(order.packed, out);
    }

    @Override
    public ReplayOrder decode(InputStream in) throws IOException {
      byte[] packed = ByteArrayCoder.of().decode(in);
      return new ReplayOrder(unpack(packed), packed);
    }
  }
}
