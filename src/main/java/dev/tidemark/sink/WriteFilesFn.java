package dev.tidemark.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.row.Emitted;
import dev.tidemark.sink.file.RecordFile;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.beam.sdk.values.KV;

/**
 * Writes the records of a bundle, which are keyed by sink: a file for each sink. A file is written
 * under another name and then renamed, so that readers of the directory see whole files only. On
 * Spark, a bundle that runs again gives its files the same names.
 */
final class WriteFilesFn extends DoFn<KV<String, Emitted<byte[]>>, Void> {
  private final String directory;
  private final TaskIdentity tasks;
  private final Map<String, SinkFiles> files;
  private transient Map<String, BundleFile> open;
  private transient RecordCounts written;
  private transient long firstEmission;

  /**
   * Writes the files of bundles below a directory.
   *
   * @param files of the sinks; those of others are JSON lines
   */
  WriteFilesFn(String directory, TaskIdentity tasks, Map<String, SinkFiles> files) {
    this.directory = directory;
    this.tasks = tasks;
    this.files = new TreeMap<>(files);
  }

  /** A file that is still in memory. */
  private static final class BundleFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final RecordFile records;

    BundleFile(SinkFiles files) throws IOException {
      this.records = files.open(bytes);
    }
  }

  @StartBundle
  public void startBundle() {
    open = new TreeMap<>();
    written = RecordCounts.EMPTY;
    firstEmission = Long.MAX_VALUE;
  }

  @ProcessElement
  public void add(@Element KV<String, Emitted<byte[]>> row) throws IOException {
    String sink = row.getKey();
    firstEmission = Math.min(firstEmission, row.getValue().at());
    file(sink).records.add(row.getValue().value());
    if (!sink.startsWith("_")) {
      written = written.plus(RecordCounts.of(sink, Outcome.WRITTEN, 1));
    }
  }

  @FinishBundle
  public void finishBundle() throws IOException {
    if (!written.counts().isEmpty()) {
      file(Sinks.RECORD_COUNTS).records.add(SideOutputRows.of(written).getBytes(UTF_8));
    }
    for (Map.Entry<RecordCounts.Entry, Long> sink : written.counts().entrySet()) {
      Metrics.counter(Sinks.ROWS_WRITTEN, sink.getKey().step()).inc(sink.getValue());
    }
    String name = BundleName.of(tasks, firstEmission);
    for (Map.Entry<String, BundleFile> file : open.entrySet()) {
      file.getValue().records.close();
      write(file.getKey(), name, file.getValue().bytes.toByteArray());
    }
  }

  private SinkFiles filesOf(String sink) {
    return files.getOrDefault(sink, SinkFiles.OF_LINES);
  }

  private BundleFile file(String sink) throws IOException {
    BundleFile file = open.get(sink);
    if (file == null) {
      file = new BundleFile(filesOf(sink));
      open.put(sink, file);
    }
    return file;
  }

  private void write(String sink, String bundle, byte[] content) throws IOException {
    ResourceId unfinished = resource(Sinks.UNFINISHED + "/" + sink + "-" + bundle);
    ResourceId finished = resource(sink + "/part-" + bundle + filesOf(sink).ending());
    try (WritableByteChannel channel = FileSystems.create(unfinished, MimeTypes.BINARY)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    try {
      // Without options: with them, Beam would match the names as globs.
      FileSystems.rename(List.of(unfinished), List.of(finished));
    } catch (FileNotFoundException | NoSuchFileException e) {
      // Another attempt at the same bundle may have renamed it: then the file is there.
      FileSystems.open(finished).close();
    }
  }

  private ResourceId resource(String name) {
    return FileSystems.matchNewResource(directory + "/" + name, false);
  }
}
