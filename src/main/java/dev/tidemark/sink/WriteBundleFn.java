package dev.tidemark.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.row.Emitted;
import dev.tidemark.sink.file.RecordFile;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/**
 * Writes the records of a bundle, which are keyed by sink, to files that no other bundle writes,
 * and returns what {@link FinishFilesFn} needs: the name of each file, keyed by its sink, and the
 * record counts.
 */
final class WriteBundleFn extends DoFn<KV<String, Emitted<byte[]>>, KV<Void, KV<String, String>>> {
  private final String directory;
  private final Map<String, SinkFiles> files;

  /** The sinks whose rows are counted here; dead letters are counted where they arise. */
  private final Set<String> results;

  private final Set<String> dealt;

  private transient Map<String, BundleFile> open;

  /**
   * Writes the files of bundles below a directory.
   *
   * @param files of all sinks
   * @param dealt the sinks whose records are only spooled, to be dealt out to parts; of others each
   *     file is a part
   */
  WriteBundleFn(
      String directory, Map<String, SinkFiles> files, Set<String> results, Set<String> dealt) {
    this.directory = directory;
    this.files = new TreeMap<>(files);
    this.results = new TreeSet<>(results);
    this.dealt = new TreeSet<>(dealt);
  }

  /** A file that is being written. */
  private static final class BundleFile {
    private final String name;
    private final RecordFile out;
    private long rows;

    BundleFile(String name, RecordFile out) {
      this.name = name;
      this.out = out;
    }

    void add(byte[] row) throws IOException {
      out.add(row);
      rows++;
    }
  }

  /** What a bundle has left: a file of a sink, or a row of {@link Sinks#RECORD_COUNTS}. */
  static KV<Void, KV<String, String>> done(String sink, String fileOrCounts) {
    return KV.of(null, KV.of(sink, fileOrCounts));
  }

  @StartBundle
  public void startBundle() {
    open = new TreeMap<>();
  }

  @ProcessElement
  public void add(
      @Element KV<String, Emitted<byte[]>> row, OutputReceiver<KV<Void, KV<String, String>>> output)
      throws IOException {
    String sink = row.getKey();
    byte[] record = row.getValue().value();
    if (sink.equals(Sinks.RECORD_COUNTS)) {
      output.output(done(sink, new String(record, UTF_8)));
      return;
    }
    BundleFile file = open.get(sink);
    if (file == null) {
      file = create(sink);
      open.put(sink, file);
    }
    file.add(record);
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws IOException {
    RecordCounts written = RecordCounts.EMPTY;
    for (Map.Entry<String, BundleFile> file : open.entrySet()) {
      String sink = file.getKey();
      file.getValue().out.close();
      output(context, sink, file.getValue().name);
      if (results.contains(sink)) {
        written = written.plus(RecordCounts.of(sink, Outcome.WRITTEN, file.getValue().rows));
      }
    }
    if (!written.isEmpty()) {
      output(context, Sinks.RECORD_COUNTS, SideOutputRows.of(written));
    }
  }

  private BundleFile create(String sink) throws IOException {
    String name = sink + "-" + UUID.randomUUID();
    ResourceId file =
        FileSystems.matchNewResource(directory + "/" + Sinks.UNFINISHED + "/" + name, false);
    return new BundleFile(
        name,
        dealt.contains(sink)
            ? new RecordSpool(SinkFiles.stream(file))
            : files.get(sink).create(file));
  }

  private void output(FinishBundleContext context, String sink, String fileOrCounts) {
    context.output(
        done(sink, fileOrCounts), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
  }
}
