package dev.tidemark.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.row.Emitted;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.beam.sdk.values.KV;

/**
 * Writes the rows of a bundle, which are keyed by sink, to files that no other bundle writes, and
 * returns what {@link FinishFilesFn} needs: the name of each file, keyed by its sink, and the
 * record counts.
 */
final class WriteBundleFn extends DoFn<KV<String, Emitted<String>>, KV<Void, KV<String, String>>> {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String directory;

  /** The sinks whose rows are counted here; dead letters are counted where they arise. */
  private final Set<String> results;

  private transient Map<String, BundleFile> files;

  WriteBundleFn(String directory, Set<String> results) {
    this.directory = directory;
    this.results = new TreeSet<>(results);
  }

  /** A file that is being written. */
  private static final class BundleFile {
    private final String name;
    private final OutputStream out;
    private long rows;

    BundleFile(String directory, String sink) throws IOException {
      name = sink + "-" + UUID.randomUUID() + ".jsonl";
      out =
          new BufferedOutputStream(
              Channels.newOutputStream(
                  FileSystems.create(
                      FileSystems.matchNewResource(
                          directory + "/" + Sinks.UNFINISHED + "/" + name, false),
                      MimeTypes.TEXT)),
              BUFFER_BYTES);
    }

    void add(String row) throws IOException {
      out.write(row.getBytes(UTF_8));
      out.write('\n');
      rows++;
    }
  }

  /** What a bundle has left: a file of a sink, or a row of {@link Sinks#RECORD_COUNTS}. */
  static KV<Void, KV<String, String>> done(String sink, String fileOrCounts) {
    return KV.of(null, KV.of(sink, fileOrCounts));
  }

  @StartBundle
  public void startBundle() {
    files = new TreeMap<>();
  }

  @ProcessElement
  public void add(
      @Element KV<String, Emitted<String>> row, OutputReceiver<KV<Void, KV<String, String>>> output)
      throws IOException {
    String sink = row.getKey();
    String text = row.getValue().value();
    if (sink.equals(Sinks.RECORD_COUNTS)) {
      output.output(done(sink, text));
      return;
    }
    BundleFile file = files.get(sink);
    if (file == null) {
      file = new BundleFile(directory, sink);
      files.put(sink, file);
    }
    file.add(text);
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws IOException {
    RecordCounts written = RecordCounts.EMPTY;
    for (Map.Entry<String, BundleFile> file : files.entrySet()) {
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

  private void output(FinishBundleContext context, String sink, String fileOrCounts) {
    context.output(
        done(sink, fileOrCounts), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
  }
}
